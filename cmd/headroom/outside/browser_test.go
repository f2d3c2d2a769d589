package outside

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// proxy counts who comes to it, remembers what they ask first, and sends them away.
type proxy struct {
	net.Listener
	mu   sync.Mutex
	came []string
}

func startProxy(t *testing.T) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{Listener: l}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.SetReadDeadline(time.Now().Add(time.Second))
			line := make([]byte, 200)
			n, _ := c.Read(line)
			c.Close()
			first, _, _ := strings.Cut(string(line[:n]), "\r\n")
			p.mu.Lock()
			p.came = append(p.came, first)
			p.mu.Unlock()
		}
	}()
	return p
}

func (p *proxy) requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.came...)
}

// looks is the commonest colour of a picture with its share, and how many colours there are.
func looks(t *testing.T, data []byte) (paper color.RGBA, share float64, colours int) {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b := img.Bounds()
	all, seen := map[color.RGBA]int{}, 0
	for y := b.Min.Y; y < b.Max.Y; y += 2 { // every fourth dot tells enough
		for x := b.Min.X; x < b.Max.X; x += 2 {
			all[at(img, x, y)]++
			seen++
		}
	}
	most := 0
	for c, n := range all {
		if n > most {
			paper, most = c, n
		}
	}
	return paper, float64(most) / float64(seen), len(all)
}

func at(img image.Image, x, y int) color.RGBA {
	return color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
}

// headings of what the page shows, in order, but of parts whose rows stand in others too, which are not printed.
const headings = `[...document.querySelectorAll("h1,h2,h3,summary")].filter(e=>e.offsetParent&&!e.closest(".again")).map(e=>e.textContent.trim())`

// faint is what stands off its ground by less than 4.5 to 1 (WCAG 2.1, 1.4.3), of all words that the page shows.
const faint = `(()=>{
const parts=c=>{const m=c.match(/[\d.]+/g).map(Number);return m.length<4?[...m,1]:m};
const lum=c=>{const f=x=>{x/=255;return x<=0.04045?x/12.92:((x+0.055)/1.055)**2.4};return 0.2126*f(c[0])+0.7152*f(c[1])+0.0722*f(c[2])};
const ground=e=>{for(;e;e=e.parentElement){const c=parts(getComputedStyle(e).backgroundColor);if(c[3]===1)return c}return [255,255,255,1]};
const bad={};let seen=0;
const walk=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT);
while(walk.nextNode()){const e=walk.currentNode.parentElement;
 if(!walk.currentNode.data.trim()||!e.offsetParent||e.closest("svg,script,style"))continue;
 seen++;const a=lum(parts(getComputedStyle(e).color)),b=lum(ground(e));
 const k=(Math.max(a,b)+0.05)/(Math.min(a,b)+0.05);
 if(k<4.5)bad[e.tagName+"."+e.className+" "+k.toFixed(2)]=e.textContent.slice(0,40)}
return {seen,bad}})()`

// wide is what sticks out of the page at its side, beside what scrolls within it.
const wide = `(()=>{const w=document.documentElement.clientWidth,out=[];
for(const e of document.querySelectorAll("main *")){if(!e.offsetParent||e.closest(".wide table,svg"))continue;const r=e.getBoundingClientRect();
if(r.right>w+0.5||r.left<-0.5)out.push(e.tagName+" "+e.textContent.slice(0,40))}
return out.slice(0,5)})()`

// TestReportInBrowser opens the report of a real run in a real browser, in both languages, light and dark, on a screen and on
// paper: it asks the network for nothing, is no larger than 3 MB, shows pictures, stands off its ground, works with a keyboard,
// fits a telephone, and prints on pages whose headings are in its language.
func TestReportInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser takes seconds")
	}
	tool, ok := findChromium()
	if !ok {
		t.Skip("no Chromium or Chrome on this machine: nothing opens the report")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "run", "report.html")
	for _, args := range [][]string{{"run", "vietnam", "--draws", "1000", "--quiet", "--no-figures", "--out", filepath.Dir(file)}, {"report", filepath.Dir(file), "--out", file}} {
		if b, err := exec.Command(headroom, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, b)
		}
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 3_000_000 {
		t.Errorf("the report is %d bytes, more than 3 MB", info.Size())
	}

	door := startProxy(t)
	b := startChromium(t, tool, door.Addr().String())
	page := (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()
	b.width(1280)
	b.open(page)

	said := map[string][]string{}
	for _, lang := range []string{"en", "vi"} {
		if lang == "vi" { // by the keyboard alone
			b.eval(`window.scrollTo(0,0);document.activeElement.blur()`, nil)
			b.press("Tab", 9, "")
			var on, ring string
			b.eval(`document.activeElement.getAttribute("data-lang")`, &on)
			b.eval(`getComputedStyle(document.activeElement).outlineStyle`, &ring)
			if on != "vi" || ring != "solid" {
				t.Errorf("the first stop of Tab is %q, with an outline %s", on, ring)
			}
			b.press("Enter", 13, "\r")
		}
		var is string
		if b.eval(`document.documentElement.lang`, &is); is != lang {
			t.Fatalf("the page is in %q, not %s", is, lang)
		}
		var heads []string
		b.eval(headings, &heads)
		said[lang] = heads
		if len(heads) < 20 {
			t.Errorf("%s: %d headings", lang, len(heads))
		}
		var first int // where figures begin
		b.eval(`Math.floor([...document.querySelectorAll("figure")].find(e=>e.offsetParent).getBoundingClientRect().top+scrollY)`, &first)
		for _, c := range []struct {
			media, scheme string
			paper         color.RGBA
		}{
			{"screen", "light", color.RGBA{255, 255, 255, 255}}, {"screen", "dark", color.RGBA{0x11, 0x18, 0x27, 255}},
			{"print", "light", color.RGBA{255, 255, 255, 255}}, {"print", "dark", color.RGBA{255, 255, 255, 255}},
		} {
			b.media(c.media, c.scheme)
			name := lang + " " + c.media + " " + c.scheme
			var words struct {
				Seen int
				Bad  map[string]string
			}
			if b.eval(faint, &words); words.Seen < 500 || len(words.Bad) > 0 {
				t.Errorf("%s: of %d words too faint: %v", name, words.Seen, words.Bad)
			}
			for _, top := range []int{0, first} {
				shot := b.picture(top, 1280, 1400)
				paper, share, colours := looks(t, shot)
				if paper != c.paper || share > 0.97 || share < 0.3 || colours < 100 {
					t.Errorf("%s from %d: %.1f %% of it is %v, in %d colours", name, top, 100*share, paper, colours)
				}
				keep(t, fmt.Sprintf("%s-%d.png", strings.ReplaceAll(name, " ", "-"), min(top, 1)), shot)
			}
		}
		b.media("", "light")
		for _, width := range []int{1280, 390} {
			b.width(width)
			var out []string
			if b.eval(wide, &out); len(out) > 0 {
				t.Errorf("%s: at %d pixels it is too narrow for %q", lang, width, out)
			}
			keep(t, fmt.Sprintf("%s-%d.png", lang, width), b.picture(0, width, 1400))
		}
		b.width(1280)
		paper := b.pdf()
		keep(t, "report-"+lang+".pdf", paper)
		if n := len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(paper, -1)); n < 20 {
			t.Errorf("%s: %d pages", lang, n)
		}
		printed(t, dir, lang, paper, heads)
	}
	for i, h := range said["vi"] {
		if i < len(said["en"]) && len(strings.Fields(h)) > 2 && h == said["en"][i] {
			t.Errorf("a heading is the same in both languages: %s", h)
		}
	}
	if len(said["en"]) != len(said["vi"]) {
		t.Errorf("%d headings in English, %d in Vietnamese", len(said["en"]), len(said["vi"]))
	}
	if len(b.wrong) > 0 {
		t.Errorf("the browser says %q", b.wrong)
	}
	for _, u := range b.asked {
		if u != page {
			t.Errorf("the report asks for %.100s", u)
		}
	}
	if came := door.requests(); len(came) > 0 {
		t.Errorf("requests to the network: %q", came)
	}

	// A page that does ask is counted by both.
	asked := len(b.asked)
	b.open(`data:text/html,<img src="http://headroom.invalid/x.png">`)
	if len(b.asked) < asked+2 || len(door.requests()) == 0 {
		t.Errorf("an image of another machine was not counted: %q, %q", b.asked[asked:], door.requests())
	}
}

// printed checks the words of the pages, where pdftotext is found: every heading of the page, in order, and the rows of parts that
// were closed on the screen.
func printed(t *testing.T, dir, lang string, pdf []byte, heads []string) {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Log("no pdftotext on this machine: words on paper are not read")
		return
	}
	file := filepath.Join(dir, lang+".pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-enc", "UTF-8", "-raw", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	missing := 0
	for _, h := range heads {
		h = strings.Join(strings.Fields(h), " ")
		if !strings.Contains(text, h) {
			if missing++; missing < 5 {
				t.Errorf("%s: no page says %q", lang, h)
			}
		}
	}
	for _, path := range []string{"mobile.sites_4g", "finance.discount_rate"} {
		if !strings.Contains(text, path) {
			t.Errorf("%s: no page has the assumption %s", lang, path)
		}
	}
	other := map[string]string{"en": "Danh mục giả định", "vi": "Register of assumptions"}[lang]
	if strings.Contains(text, other) {
		t.Errorf("%s: a page says %q", lang, other)
	}
	for i, share := range inked(t, dir, file) {
		if share < 0.002 {
			t.Errorf("%s: page %d is empty", lang, i+1)
		}
	}
}

// inked is the share of each of the first pages of a PDF that is not white.
func inked(t *testing.T, dir, file string) (shares []float64) {
	t.Helper()
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		return nil
	}
	if out, err := exec.Command(tool, "-r", "20", "-l", "40", "-gray", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "page-*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages { // numbers have as many digits as the last
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var w, h, most int
		if _, err := fmt.Sscanf(string(data), "P5\n%d %d\n%d\n", &w, &h, &most); err != nil || len(data) < w*h {
			t.Fatalf("%s: %v", name, err)
		}
		dark := 0
		for _, x := range data[len(data)-w*h:] {
			if int(x) < most-8 {
				dark++
			}
		}
		shares = append(shares, float64(dark)/float64(w*h))
		os.Remove(name)
	}
	return shares
}

// keep writes what a browser showed to the folder of HEADROOM_TEST_KEEP, for somebody to look at.
func keep(t *testing.T, name string, data []byte) {
	t.Helper()
	dir := os.Getenv("HEADROOM_TEST_KEEP")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
}
