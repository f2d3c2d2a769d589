package gpu

import "strconv"

// An island is GPUs of one kind that one network joins: a job runs on one of
// them. Fleets, programmes and the expansion that name the same island and
// buy the same accelerator are one; who names none is an island alone. What is bought
// for several clusters is as many equal islands, of which one is counted.
type island struct {
	acc    int
	fleets []int
	orders []int // programmes, and the expansion as the last
}

// prepareIslands groups what stands and what is bought.
func prepareIslands(p *Params) {
	p.islands = nil
	at := map[string]int{}
	join := func(name string, acc float64) *island {
		key := strconv.Itoa(int(acc)) + "/" + name
		if k, ok := at[key]; ok && name != "" {
			return &p.islands[k]
		}
		at[key] = len(p.islands)
		p.islands = append(p.islands, island{acc: int(acc)})
		return &p.islands[len(p.islands)-1]
	}
	for i := range p.Fleets {
		x := join(p.Fleets[i].Island, p.Fleets[i].Accelerator)
		x.fleets = append(x.fleets, i)
	}
	for i := range p.Programmes {
		x := join(p.Programmes[i].Island, p.Programmes[i].Accelerator)
		x.orders = append(x.orders, i)
	}
	x := join(p.Expansion.Island, p.Expansion.Accelerator)
	x.orders = append(x.orders, len(p.Programmes))
	p.islandOf = make([]int, len(p.Programmes)+1)
	for k := range p.islands {
		for _, i := range p.islands[k].orders {
			p.islandOf[i] = k
		}
	}
}

// split is the equal clusters that what buyer i gets becomes.
func (p *Params) split(i int) float64 {
	if i < len(p.Programmes) {
		return max(1, p.Programmes[i].Split)
	}
	return max(1, p.Expansion.Split)
}

// copies is how many islands like k there are. Who shares an island's name with others is there once.
func (p *Params) copies(k int) float64 {
	if x := &p.islands[k]; len(x.fleets) == 0 && len(x.orders) == 1 {
		return p.split(x.orders[0])
	}
	return 1
}

// count counts the GPUs of every island that run, and says whether any changed.
func (s *State) count(p *Params) {
	s.changed, s.largest = false, 0
	for k := range p.islands {
		x := &p.islands[k]
		n, all := 0.0, 0.0
		for _, i := range x.fleets {
			n += s.standing[i]
			all += s.standing[i]
		}
		for _, i := range x.orders {
			n += s.orders[i].running / p.split(i)
			all += s.orders[i].running
		}
		s.changed = s.changed || n != s.counts[k]
		s.counts[k], s.wholes[k] = n, all
		s.largest = max(s.largest, n*p.bf16(x.acc))
	}
}

// equal writes the largest island, and all that runs as equivalents of the accelerator of reference by what
// they train and what they serve.
func (p *Params) equal(s *State, o *Out) {
	o.LargestH100e = ratio(s.largest, p.bf16(int(p.Reference)))
	if !s.changed && o.equalled {
		return
	}
	o.equalled = true
	o.TrainH100e, o.ServeH100e = 0, 0
	for k := range p.islands {
		a := p.islands[k].acc
		if a >= 0 && a < len(p.trainsAs) {
			o.TrainH100e += s.wholes[k] * p.trainsAs[a]
		}
		if a >= 0 && a < len(p.servesAs) {
			o.ServeH100e += s.wholes[k] * p.servesAs[a]
		}
	}
}
