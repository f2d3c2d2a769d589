package mix

import (
	"github.com/headroom-planner/headroom/model/axis"
	"github.com/headroom-planner/headroom/model/declare"
	"github.com/headroom-planner/headroom/model/text"
)

const (
	own      = "headroom, docs/MODELS.md, Supply mix"
	given    = "definition; the value and its source are the scenario's"
	straight = "IAS 16: straight-line depreciation"
)

var noYes = []declare.Option{
	{Key: "no", Label: text.T("No", "Không")},
	{Key: "yes", Label: text.T("Yes", "Có")},
}

// BindingOptions are the alternatives of mix.binding, in tie order.
var BindingOptions = []declare.Option{
	bindNone: {Key: "none", Label: text.T("Nothing", "Không có")},
	bindHome: {Key: "home", Label: text.T("Supply in the country", "Nguồn cung trong nước")},
	bindAll:  {Key: "all", Label: text.T("All supply", "Toàn bộ nguồn cung")},
}

// Inputs are the scalars of the domain.
var Inputs = []declare.Input[Params]{
	{Key: "demand", Kind: declare.Knots, Unit: "H100e", Min: 0, Max: 1e9,
		Label: text.T("Compute asked for", "Nhu cầu tính toán"), Doc: "Compute that is asked for, as the mean of a month, in H100-equivalents.", Source: given,
		Path: func(p *Params) *axis.Path { return &p.Demand }},
	{Key: "at_home", Unit: "1", Min: 0, Max: 1,
		Label: text.T("Share that stays in the country", "Tỷ lệ phải đặt trong nước"), Doc: "Share of the compute asked for that may not be served abroad.", Source: given,
		Ref: func(p *Params) *float64 { return &p.AtHome }},
	{Key: "from", Kind: declare.Date, Drawn: true,
		Label: text.T("Shortages count from", "Tính thiếu hụt từ"), Doc: "Month from which on a shortage counts in the worst one.", Source: given,
		Ref: func(p *Params) *float64 { return &p.From }},
}

// OptionInputs are the rows of mix.options.
var OptionInputs = []declare.Input[Option]{
	{Key: "size", Unit: "H100e", Min: 0, Max: 1e9,
		Label: text.T("Size of the supply", "Quy mô nguồn cung"), Doc: "Compute that is built, placed or rented at most, in H100-equivalents.", Source: given,
		Ref: func(c *Option) *float64 { return &c.Size }},
	{Key: "opens", Kind: declare.Date, Drawn: true,
		Label: text.T("Serves from", "Phục vụ từ"), Doc: "First month in which the supply serves.", Source: given,
		Ref: func(c *Option) *float64 { return &c.Opens }},
	{Key: "abroad", Kind: declare.Choice, Options: noYes,
		Label: text.T("Outside of the country", "Ở nước ngoài"), Doc: "Whether the supply stands abroad, where not everything may be served.", Source: given,
		Ref: func(c *Option) *float64 { return &c.Abroad }},
	{Key: "availability", Unit: "1", Min: 0, Max: 1,
		Label: text.T("Share that serves", "Tỷ lệ sẵn sàng"), Doc: "Share of the size that serves after failures, maintenance and gaps between jobs.", Source: given,
		Ref: func(c *Option) *float64 { return &c.Availability }},
	{Key: "upfront", Unit: "USD/H100e", Min: 0, Max: 1e7,
		Label: text.T("Purchase", "Chi phí mua sắm ban đầu"), Doc: "What is paid for an H100-equivalent when the supply opens, and again at the end of its life, at the prices of the first month.", Source: given,
		Ref: func(c *Option) *float64 { return &c.UpfrontUSD }},
	{Key: "upfront_trend", Unit: "1/year", Min: -0.9, Max: 1, Default: declare.Default(0),
		Label: text.T("Trend of the purchase", "Xu hướng giá mua"), Doc: "Yearly change of the price of the purchase.", Source: "definition; 0 keeps real prices",
		Ref: func(c *Option) *float64 { return &c.UpfrontTrend }},
	{Key: "life", Unit: "years", Min: 0.25, Max: 50,
		Label: text.T("Life of the purchase", "Tuổi thọ tài sản"), Doc: "Years after which what was bought is bought again; what is left of it at the end counts at its straight-line value.", Source: straight,
		Ref: func(c *Option) *float64 { return &c.LifeYears }},
	{Key: "fixed", Unit: "USD/H100e/year", Min: 0, Max: 1e7,
		Label: text.T("Fixed cost", "Chi phí cố định"), Doc: "Yearly cost of an H100-equivalent, used or not: racks, staff, support, reservation.", Source: given,
		Ref: func(c *Option) *float64 { return &c.FixedUSD }},
	{Key: "use", Unit: "USD/H100e/hour", Min: 0, Max: 1000,
		Label: text.T("Cost of use", "Chi phí sử dụng"), Doc: "Cost of an H100-equivalent for an hour in which it is used: electricity, or the price of renting.", Source: given,
		Ref: func(c *Option) *float64 { return &c.UseUSD }},
	{Key: "use_trend", Unit: "1/year", Min: -0.9, Max: 1, Default: declare.Default(0),
		Label: text.T("Trend of the cost of use", "Xu hướng chi phí sử dụng"), Doc: "Yearly change of the cost of an hour.", Source: "definition; 0 keeps real prices",
		Ref: func(c *Option) *float64 { return &c.UseTrend }},
}

func with(a []string, b ...string) []string { return append(append([]string(nil), a...), b...) }

var (
	usesCapacity = []string{"mix.options.size", "mix.options.opens", "mix.options.availability"}
	usesUsed     = with(usesCapacity, "mix.demand", "mix.at_home", "mix.options.abroad", "mix.options.use", "mix.options.use_trend")
	usesShort    = with(usesCapacity, "mix.demand", "mix.at_home", "mix.options.abroad")
	usesCost     = with(usesUsed, "mix.options.upfront", "mix.options.upfront_trend", "mix.options.life", "mix.options.fixed")
)

// Metrics are the outputs of the domain.
var Metrics = []declare.Metric[Out]{
	{Key: "mix.demand", Unit: "H100e",
		Label: text.T("Compute asked for", "Nhu cầu tính toán"), Doc: "Compute that is asked for.", Formula: "the demand's path", Uses: []string{"mix.demand"}, Source: own,
		Ref: func(o *Out) *float64 { return &o.Demand }},
	{Key: "mix.capacity", Unit: "H100e", Of: "mix.options",
		Label: text.T("Compute that serves", "Năng lực tính toán sẵn sàng"), Doc: "What the supplies can serve.", Formula: "size x availability once it serves", Uses: usesCapacity, Source: own,
		Ref: func(o *Out) *float64 { return &o.Capacity }, EachRef: func(o *Out, i int) *float64 { return &o.CapacityBy[i] }},
	{Key: "mix.used", Unit: "H100e", Agg: declare.Ratio, Of: "mix.options",
		Label: text.T("Compute used", "Năng lực tính toán được sử dụng"), Doc: "What each supply serves: what must stay in the country first, the cheapest hour first.", Formula: "merit order by cost of use, home demand from supplies at home before the rest from all", Uses: usesUsed, Source: own,
		Ref: func(o *Out) *float64 { return &o.Used }, EachRef: func(o *Out, i int) *float64 { return &o.UsedBy[i] }},
	{Key: "mix.abroad", Unit: "H100e", Agg: declare.Ratio,
		Label: text.T("Compute used abroad", "Năng lực thuê nước ngoài"), Doc: "What is served outside of the country.", Formula: "sum of what supplies abroad serve", Uses: usesUsed, Source: own,
		Ref: func(o *Out) *float64 { return &o.AbroadUsed }},
	{Key: "mix.short", Unit: "H100e", Agg: declare.Ratio,
		Label: text.T("Compute lacking", "Năng lực tính toán thiếu"), Doc: "What no supply serves.", Formula: "asked for - used", Uses: usesShort, Source: own,
		Ref: func(o *Out) *float64 { return &o.Short }},
	{Key: "mix.short_share", Unit: "%", Agg: declare.Ratio,
		Label: text.T("Share of compute lacking", "Tỷ lệ thiếu năng lực tính toán"), Doc: "What no supply serves, over what is asked for.", Formula: "lacking / asked for", Uses: usesShort, Source: own,
		Ref: func(o *Out) *float64 { return &o.ShortShare }},
	{Key: "mix.worst_short", Unit: "%", Agg: declare.Ratio,
		Label: text.T("Worst month so far", "Tháng thiếu nhiều nhất đến nay"), Doc: "Largest share of compute lacking in any month from the one on in which shortages count.", Formula: "max of lacking / asked for since mix.from", Uses: with(usesShort, "mix.from"), Source: own,
		Ref: func(o *Out) *float64 { return &o.Worst }},
	{Key: "mix.cost", Unit: "MUSD", Agg: declare.Flow, Of: "mix.options",
		Label: text.T("Cost of the mix", "Chi phí của phương án phối hợp"), Doc: "Spent within the month; not in finance, since a mix is a question beside the plan.", Formula: "purchases + size x fixed / 12 + used x hours x cost of use", Uses: usesCost, Source: own,
		Ref: func(o *Out) *float64 { return &o.CostMUSD }, EachRef: func(o *Out, i int) *float64 { return &o.CostBy[i] }},
	{Key: "mix.present_cost", Unit: "MUSD",
		Label: text.T("Present cost of the mix", "Chi phí quy về hiện tại của phương án phối hợp"), Doc: "Discounted cost so far, less the discounted straight-line value of what was bought and is not worn out.", Formula: "sum of cost / (1 + r)^(t/12) - left of purchases / (1 + r)^(t/12)", Uses: with(usesCost, "finance.discount_rate"), Source: straight,
		Ref: func(o *Out) *float64 { return &o.PresentMUSD }},
	{Key: "mix.binding", Kind: declare.Label, Options: BindingOptions,
		Label: text.T("What leaves demand unmet", "Nguyên nhân thiếu hụt"), Doc: "Whether all supply is too small, or only what stands in the country for what must stay there.", Formula: "home when only demand that must stay is short, all when other demand is", Uses: usesShort, Source: own,
		Ref: func(o *Out) *float64 { return &o.Binding }},
}
