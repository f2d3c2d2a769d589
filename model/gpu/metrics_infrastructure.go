package gpu

import (
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
	"github.com/headroom-planner/headroom/model/unit"
)

var (
	usesFabric  = []string{"gpu.infrastructure.radix", "gpu.infrastructure.ports", "gpu.infrastructure.front_ports"}
	usesStorage = []string{"gpu.infrastructure.throughput", "gpu.infrastructure.capacity", "gpu.infrastructure.checkpoint", "gpu.infrastructure.window", "gpu.infrastructure.kept",
		"gpu.infrastructure.appliance.throughput", "gpu.infrastructure.appliance.capacity", "gpu.accelerators.bf16_dense"}
	usesNetKW  = union(usesFabric, []string{"gpu.infrastructure.switch_power"})
	usesBoxKW  = union(usesStorage, []string{"gpu.infrastructure.appliance.power"})
	usesPaid   = union(usesFabric, usesStorage, usesIslands, []string{"gpu.infrastructure.switch_price", "gpu.infrastructure.link_price", "gpu.infrastructure.appliance.price"})
	usesBeside = union(usesNetKW, usesBoxKW)
	usesRack   = union(usesBeside, []string{"gpu.infrastructure.rack_power"})
	usesPlan   = union(usesRun, usesIslands, usesExisting)
)

// usesExisting is what the plan of an island rests on beside what has come of it.
var usesExisting = union(usesNeed, usesStock, []string{"gpu.programmes.gpus", "gpu.programmes.completes"})

const srcLeiserson = "Leiserson 1985, IEEE Transactions on Computers C-34(10); NVIDIA DGX SuperPOD reference architectures"

var infrastructureMetrics = []declare.Metric[Out]{
	{Key: "gpu.node_power", Unit: "MW", Boundary: unit.IT, Agg: declare.Stock, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("IT power of GPU nodes", "Công suất CNTT của các nút GPU"), Doc: "Nameplate of the nodes that run, network cards among them, without switches and storage.",
		Formula: "running GPUs / GPUs per node x node power", Uses: usesRun, Source: srcDGX,
		Ref: func(o *Out) *float64 { return &o.Beside.NodeMW }},
	{Key: "gpu.network_power", Unit: "MW", Boundary: unit.IT, Agg: declare.Stock, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("IT power of cluster networks", "Công suất CNTT của mạng cụm GPU"), Doc: "Rated power of the switches of running GPUs and of the optics in their ports.",
		Formula: "sum over islands of running GPUs / planned GPUs x switches of the planned cluster x power of a switch", Uses: union(usesPlan, usesNetKW), Source: srcLeiserson,
		Ref: func(o *Out) *float64 { return &o.Beside.NetworkMW }},
	{Key: "gpu.storage_power", Unit: "MW", Boundary: unit.IT, Agg: declare.Stock, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("IT power of cluster storage", "Công suất CNTT của hệ thống lưu trữ"), Doc: "Rated power of the storage appliances of running GPUs.",
		Formula: "sum over islands of running GPUs / planned GPUs x appliances of the planned cluster x power of one", Uses: union(usesPlan, usesBoxKW), Source: srcStored,
		Ref: func(o *Out) *float64 { return &o.Beside.StorageMW }},
	{Key: "gpu.switches", Unit: "items", Agg: declare.Stock, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("Switches of clusters", "Số thiết bị chuyển mạch"), Doc: "Switches of running GPUs: non-blocking fat trees between GPUs, and of storage and management, laid out for each planned cluster; a half-built one has half.",
		Formula: "one up to r ports; two tiers: ceil(ports/(r/2)) leaves, and as many above as half of them, rounded up to a divisor of r/2; of more tiers about (2 T - 1) ports / r", Uses: union(usesPlan, usesFabric), Source: srcLeiserson,
		Ref: func(o *Out) *float64 { return &o.Beside.Switches }},
	{Key: "gpu.storage", Unit: "PB", Agg: declare.Stock, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("Storage of clusters", "Dung lượng lưu trữ của các cụm"), Doc: "Usable capacity of the storage appliances of running GPUs.",
		Formula: "appliances x capacity; appliances = max(GB/s / GB/s of one, TB / TB of one) rounded up, TB = GPUs x TB of a GPU, and kept x checkpoint on the largest cluster", Uses: union(usesPlan, usesStorage), Source: srcStored,
		Ref: func(o *Out) *float64 { return &o.Beside.StoragePB }},
	{Key: "gpu.storage_throughput", Unit: "GB/second", Agg: declare.Stock, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("Throughput of storage", "Thông lượng lưu trữ của các cụm"), Doc: "Throughput of writing of the storage appliances of running GPUs.",
		Formula: "appliances x throughput; GB/s asked for = GPUs x GB/s of a GPU, on the largest cluster checkpoint / window at least", Uses: union(usesPlan, usesStorage), Source: srcStored,
		Ref: func(o *Out) *float64 { return &o.Beside.GBps }},
	{Key: "gpu.checkpoint_write", Unit: "seconds", Agg: declare.Ratio, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("Time to write a checkpoint", "Thời gian ghi một điểm lưu"), Doc: "Seconds in which the largest running island writes a checkpoint of the largest job; 0 when nothing runs.",
		Formula: "checkpoint / throughput of the island's storage", Uses: union(usesPlan, usesStorage), Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Beside.WriteS }},
	{Key: "gpu.infrastructure_racks", Unit: "racks", Agg: declare.Stock, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("Racks of switches and storage", "Số tủ rack mạng và lưu trữ"), Doc: "Racks of switches and storage of running GPUs, at the power that such a rack draws.",
		Formula: "(network + storage power) / power of such a rack", Uses: union(usesPlan, usesRack), Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Beside.Racks }},
	{Key: "gpu.infrastructure_capex", Unit: "MUSD", Agg: declare.Flow, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("Capital expenditure on network and storage", "Chi phí đầu tư (CAPEX) cho mạng và lưu trữ"), Doc: "Spent on switches, links and storage that come with the month's GPUs; part of the capital expenditure on GPUs.",
		Formula: "deliveries x (switches, links and appliances of the planned cluster at their prices / planned GPUs) x (1 - price decline)^(months/12)", Uses: union(usesPlan, usesCost, usesPaid), Source: "Definition",
		Get: func(o *Out) float64 { return o.Beside.CapexUSD / usdPerMUSD }},
	{Key: "gpu.infrastructure_share", Unit: "%", Agg: declare.Ratio, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("Network and storage on top of servers", "Mạng và lưu trữ so với máy chủ"), Doc: "Price of the network and storage of running GPUs over the price of their nodes, at the start's prices.",
		Formula: "100 x switches, links and appliances at their prices / (GPUs x price x (1 + server share))", Uses: union(usesPlan, usesPaid, []string{"gpu.server_share", "gpu.accelerators.price"}), Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Beside.Share }},
	{Key: "gpu.spares", Unit: "gpus", Agg: declare.Stock, Keep: declare.Mean, Part: infrastructurePart,
		Label: text.T("Spare GPUs", "Số GPU dự phòng"), Doc: "Running GPUs that stand by for failed ones; none without gpu.training.",
		Formula: "running GPUs x spares", Uses: union(usesRun, []string{"gpu.training.spares"}), Source: "Definition",
		Ref: func(o *Out) *float64 { return &o.Beside.Spares }},
	{Key: "gpu.expansion_total_it", Unit: "MW", Boundary: unit.IT, Kind: declare.Final, Part: infrastructurePart,
		Label: text.T("IT power of the expansion with network and storage", "Công suất CNTT của đợt mở rộng, gồm mạng và lưu trữ"), Doc: "Nameplate of the required nodes, and of the switches and storage beside the required GPUs.",
		Formula: "IT power the expansion requires + GPUs x network and storage power of its cluster / GPUs of the cluster", Uses: union(usesPower, usesBeside, usesIslands), Source: srcDGX,
		Ref: func(o *Out) *float64 { return &o.ExpansionTotalMW }},
	{Key: "gpu.expansion_total_racks", Unit: "racks", Kind: declare.Final, Part: infrastructurePart,
		Label: text.T("Racks of the expansion with network and storage", "Số tủ rack của đợt mở rộng, gồm mạng và lưu trữ"), Doc: "Reference racks for the required nodes, and racks of switches and storage beside them; 0 when no node fits a reference rack.",
		Formula: "racks the expansion requires + network and storage power / power of such a rack, rounded up", Uses: union(usesRacks, usesRack, usesIslands), Source: srcSuperPOD,
		Ref: func(o *Out) *float64 { return &o.ExpansionTotalRacks }},
	{Key: "gpu.case_total_it", Unit: "MW", Boundary: unit.IT, Kind: declare.Final, Of: "gpu.cases", Part: infrastructurePart,
		Label: text.T("IT power of a case with network and storage", "Công suất CNTT của phương án, gồm mạng và lưu trữ"), Doc: "Nameplate of the nodes of the case, and of its switches and storage.",
		Formula: "nodes x node power + switches x power + appliances x power", Uses: union(usesPlace, usesBeside), Source: srcDGX,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseTotalMW[i] }},
	{Key: "gpu.case_total_racks", Unit: "racks", Kind: declare.Final, Of: "gpu.cases", Part: infrastructurePart,
		Label: text.T("Racks of a case with network and storage", "Số tủ rack của phương án, gồm mạng và lưu trữ"), Doc: "Reference racks for the nodes of the case, and racks of its switches and storage; 0 when no node fits a reference rack.",
		Formula: "racks of the nodes + network and storage power / power of such a rack, rounded up", Uses: union(usesPlace, usesRack, []string{"gpu.accelerators.cooling", "gpu.rack.power", "gpu.rack.derating", "gpu.rack.units", "gpu.rack.usable_units", "gpu.accelerators.node_height"}), Source: srcSuperPOD,
		EachRef: func(o *Out, i int) *float64 { return &o.CaseTotalRacks[i] }},
}
