package scenarios
import ("testing";"fmt")
func TestZZ(t *testing.T){
  d,ps:=Load(Request{Names:[]string{"vietnam"},Sets:[]string{"mobile.forecast=plan"}})
  p,p2:=d.Compile()
  fmt.Print(ps.Text(),p2.Text())
  for _,a:=range p.Assumptions { if a.Path=="mobile.forecast"||a.Path=="datacenter.opening.reading" {fmt.Printf("%+v\n",a)} }
}
