package model

import (
	"strings"

	"github.com/headroom-planner/headroom/model/datacenter"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/finance"
	"github.com/headroom-planner/headroom/model/gpu"
	"github.com/headroom-planner/headroom/model/mix"
	"github.com/headroom-planner/headroom/model/mobile"
	"github.com/headroom-planner/headroom/model/network"
	"github.com/headroom-planner/headroom/model/platform"
	"github.com/headroom-planner/headroom/model/power"
	"github.com/headroom-planner/headroom/model/text"
)

// Inputs lists every section of the scenario language in a fixed order: a
// domain's scalars, then its collections. A section that others refer to
// comes first only for the reader; references are resolved after all names
// are known.
func Inputs() []declare.Section[Params] {
	mob := func(p *Params) *mobile.Params { return &p.Mobile }
	dc := func(p *Params) *datacenter.Params { return &p.Datacenter }
	g := func(p *Params) *gpu.Params { return &p.GPU }
	pl := func(p *Params) *platform.Params { return &p.Platform }
	net := func(p *Params) *network.Params { return &p.Network }
	pw := func(p *Params) *power.Params { return &p.Power }
	fin := func(p *Params) *finance.Params { return &p.Finance }
	return []declare.Section[Params]{
		declare.Scalars("mobile", text.T("Mobile", "Di động"), "5G roll-out.",
			func(p *Params) *bool { return &p.Mobile.On }, mob, mobile.Inputs).With(declare.LiftParts(mob, mobile.Parts)),
		declare.Named("mobile.operators", text.T("Operators", "Nhà mạng"), "Mobile network operators.",
			func(p *Params) *[]mobile.Operator { return &p.Mobile.Operators }, func(o *mobile.Operator) *string { return &o.Name }, mobile.OperatorInputs),
		declare.Named("mobile.bands", text.T("Bands", "Băng tần"), "Carriers of operators' stations.",
			func(p *Params) *[]mobile.Band { return &p.Mobile.Bands }, func(b *mobile.Band) *string { return &b.Name }, mobile.BandInputs),
		declare.Named("mobile.seasons", text.T("Seasons", "Mùa vụ"), "Months of the year in which crews build more or less.",
			func(p *Params) *[]mobile.Season { return &p.Mobile.Seasons }, func(x *mobile.Season) *string { return &x.Name }, mobile.SeasonInputs),
		declare.Named("mobile.provinces", text.T("Provinces", "Tỉnh, thành phố"), "Provinces with their people and area.",
			func(p *Params) *[]mobile.Province { return &p.Mobile.Provinces }, func(o *mobile.Province) *string { return &o.Name }, mobile.ProvinceInputs),
		declare.Scalars("datacenter", text.T("Data centres", "Trung tâm dữ liệu"), "Halls, racks and megawatts.",
			func(p *Params) *bool { return &p.Datacenter.On }, dc, datacenter.Inputs).With(declare.LiftParts(dc, datacenter.Parts)),
		declare.Named("datacenter.plants", text.T("Plants", "Hệ thống kỹ thuật"), "Cooling plants and electrical chains that halls have.",
			func(p *Params) *[]datacenter.Plant { return &p.Datacenter.Plants }, func(o *datacenter.Plant) *string { return &o.Name }, datacenter.PlantInputs),
		declare.Named("datacenter.stock", text.T("Opening stock by zone", "Hiện trạng theo vùng"), "Where the opening stock stands.",
			func(p *Params) *[]datacenter.Stock { return &p.Datacenter.Stock }, func(o *datacenter.Stock) *string { return &o.Name }, datacenter.StockInputs),
		declare.Named("datacenter.rack_classes", text.T("Rack classes", "Loại tủ rack"), "Rack classes beside the standard one.",
			func(p *Params) *[]datacenter.Class { return &p.Datacenter.Classes }, func(o *datacenter.Class) *string { return &o.Name }, datacenter.ClassInputs),
		declare.Named("datacenter.facilities", text.T("Facilities", "Cơ sở"), "Named data-centre projects.",
			func(p *Params) *[]datacenter.Facility { return &p.Datacenter.Facilities }, func(o *datacenter.Facility) *string { return &o.Name }, datacenter.FacilityInputs),
		declare.Named("datacenter.phases", text.T("Phases", "Giai đoạn"), "Phases of facilities: racks of one class that open together.",
			func(p *Params) *[]datacenter.Phase { return &p.Datacenter.Phases }, func(o *datacenter.Phase) *string { return &o.Name }, datacenter.PhaseInputs),
		declare.Scalars("gpu", text.T("GPUs", "GPU"), "Accelerators and training.",
			func(p *Params) *bool { return &p.GPU.On }, g, gpu.Inputs).With(declare.LiftParts(g, gpu.Parts)),
		declare.Named("gpu.accelerators", text.T("Accelerators", "Bộ tăng tốc"), "Accelerator catalogue.",
			func(p *Params) *[]gpu.Accelerator { return &p.GPU.Accelerators }, func(o *gpu.Accelerator) *string { return &o.Name }, gpu.AcceleratorInputs),
		declare.Named("gpu.fleets", text.T("Fleets", "Cụm GPU"), "Fleets that run at the start.",
			func(p *Params) *[]gpu.Fleet { return &p.GPU.Fleets }, func(o *gpu.Fleet) *string { return &o.Name }, gpu.FleetInputs),
		declare.Named("gpu.programmes", text.T("Purchase programmes", "Chương trình mua sắm"), "GPUs to be bought.",
			func(p *Params) *[]gpu.Programme { return &p.GPU.Programmes }, func(o *gpu.Programme) *string { return &o.Name }, gpu.ProgrammeInputs),
		declare.Named("gpu.jobs", text.T("Training jobs", "Tác vụ huấn luyện"), "Training runs to be timed.",
			func(p *Params) *[]gpu.Job { return &p.GPU.Jobs }, func(o *gpu.Job) *string { return &o.Name }, gpu.JobInputs),
		declare.Named("gpu.models", text.T("Models", "Mô hình"), "Language models that jobs train and services run.",
			func(p *Params) *[]gpu.Model { return &p.GPU.Models }, func(o *gpu.Model) *string { return &o.Name }, gpu.ModelInputs),
		declare.Named("gpu.cases", text.T("Cases", "Phương án"), "Clusters that are asked about beside what is built.",
			func(p *Params) *[]gpu.Case { return &p.GPU.Cases }, func(o *gpu.Case) *string { return &o.Name }, gpu.CaseInputs),
		declare.Named("gpu.demands", text.T("Demands", "Nhu cầu"), "Uses of GPU time.",
			func(p *Params) *[]gpu.Demand { return &p.GPU.Demands }, func(o *gpu.Demand) *string { return &o.Name }, gpu.DemandInputs),
		declare.Scalars("platform", text.T("Public platforms", "Nền tảng số dùng chung"), "Servers of public digital platforms.",
			func(p *Params) *bool { return &p.Platform.On }, pl, platform.Inputs),
		declare.Named("platform.platforms", text.T("Platforms", "Nền tảng"), "Named public platforms.",
			func(p *Params) *[]platform.Platform { return &p.Platform.Platforms }, func(o *platform.Platform) *string { return &o.Name }, platform.PlatformInputs),
		declare.Scalars("network", text.T("Networks", "Mạng lưới"), "Fixed lines, traffic and international cables.",
			func(p *Params) *bool { return &p.Network.On }, net, network.Inputs),
		declare.Named("network.cables", text.T("International cables", "Tuyến cáp quốc tế"), "Cables at sea and on land.",
			func(p *Params) *[]network.Cable { return &p.Network.Cables }, func(o *network.Cable) *string { return &o.Name }, network.CableInputs),
		declare.Scalars("mix", text.T("Supply mix", "Phối hợp nguồn cung"), "Supplies that meet a demand for compute side by side.",
			func(p *Params) *bool { return &p.Mix.On }, func(p *Params) *mix.Params { return &p.Mix }, mix.Inputs),
		declare.Named("mix.options", text.T("Supplies", "Nguồn cung"), "Halls and GPUs of one's own, own GPUs in rented racks, rented GPUs.",
			func(p *Params) *[]mix.Option { return &p.Mix.Options }, func(c *mix.Option) *string { return &c.Name }, mix.OptionInputs),
		declare.Scalars("power", text.T("Power", "Điện"), "Grid, tariff and carbon.",
			func(p *Params) *bool { return &p.Power.On }, pw, power.Inputs).With(declare.LiftParts(pw, power.Parts)),
		declare.Named("power.zones", text.T("Power zones", "Vùng điện"), "Zones with room for data centres on the grid.",
			func(p *Params) *[]power.Zone { return &p.Power.Zones }, func(o *power.Zone) *string { return &o.Name }, power.ZoneInputs),
		declare.Scalars("finance", text.T("Finance", "Tài chính"), "Money, currency and discounting.",
			func(p *Params) *bool { return &p.Finance.On }, fin, finance.Inputs),
	}
}

// Metrics lists every output in the order results show them.
func Metrics() []declare.Metric[Out] {
	var out []declare.Metric[Out]
	out = append(out, declare.Lift(func(o *Out) *mobile.Out { return &o.Mobile }, mobile.Metrics)...)
	out = append(out, declare.Lift(func(o *Out) *datacenter.Out { return &o.Datacenter }, datacenter.Metrics)...)
	out = append(out, declare.Lift(func(o *Out) *gpu.Out { return &o.GPU }, gpu.Metrics)...)
	out = append(out, declare.Lift(func(o *Out) *platform.Out { return &o.Platform }, platform.Metrics)...)
	out = append(out, declare.Lift(func(o *Out) *network.Out { return &o.Network }, network.Metrics)...)
	out = append(out, declare.Lift(func(o *Out) *mix.Out { return &o.Mix }, mix.Metrics)...)
	out = append(out, declare.Lift(func(o *Out) *power.Out { return &o.Power }, power.Metrics)...)
	out = append(out, declare.Lift(func(o *Out) *finance.Out { return &o.Finance }, finance.Metrics)...)
	return out
}

// Present reports whether parameters have the domain, or the part of one, that
// a dotted path names.
func Present(p *Params, path string) bool { return PresentIn(Inputs(), p, path) }

// PresentIn is Present for who has the sections at hand.
func PresentIn(sections []declare.Section[Params], p *Params, path string) bool {
	domain, _, _ := strings.Cut(path, ".")
	for i := range sections {
		s := &sections[i]
		if s.Path != domain || s.Present == nil {
			continue
		}
		for k := range s.Parts {
			if s.Parts[k].Path == path {
				return *s.Present(p) && *s.Parts[k].Present(p)
			}
		}
		return *s.Present(p)
	}
	return false
}

// Section returns the section at a path.
func Section(path string) (declare.Section[Params], bool) {
	for _, s := range Inputs() {
		if s.Path == path {
			return s, true
		}
	}
	return declare.Section[Params]{}, false
}
