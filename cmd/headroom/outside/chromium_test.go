package outside

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"testing"
	"time"
)

// chromium is a headless browser with one page, spoken to in the DevTools protocol: messages of JSON that end in a zero byte,
// through two pipes that the browser holds as its descriptors 3 and 4 (--remote-debugging-pipe).
type chromium struct {
	t       *testing.T
	to      io.Writer
	from    chan message
	id      int
	session string
	loads   int      // pages that finished loading
	asked   []string // addresses that the page asked for
	wrong   []string // exceptions, and what the browser logged as an error
}

// message is an answer, which has an ID, or an event, which has a method.
type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Result json.RawMessage `json:"result"`
	Params json.RawMessage `json:"params"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// findChromium is the first browser of the family on this machine.
func findChromium() (string, bool) {
	if runtime.GOOS == "windows" {
		return "", false // its pipes are handed over in another way
	}
	for _, name := range []string{"chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if tool, err := exec.LookPath(name); err == nil {
			return tool, true
		}
	}
	return "", false
}

// startChromium starts a browser with one page, whose every connection goes through a proxy. The page has a profile of its own: what
// the browser asks its maker for on its own account goes elsewhere, to where nobody listens.
func startChromium(t *testing.T, tool, proxy string) *chromium {
	t.Helper()
	theirs, ours, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	answers, sent, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"--headless", "--remote-debugging-pipe", "--user-data-dir=" + t.TempDir(), "--proxy-server=127.0.0.1:1",
		"--no-first-run", "--disable-gpu", "--hide-scrollbars", "--disable-extensions", "--disable-sync", "--disable-background-networking",
		"--disable-component-update", "--disable-default-apps", "--disable-domain-reliability", "--disable-dev-shm-usage", "--lang=en", "about:blank"}
	if os.Geteuid() == 0 {
		args = slices.Insert(args, 0, "--no-sandbox") // it will not start for root with one
	}
	c := exec.Command(tool, args...)
	c.ExtraFiles = []*os.File{theirs, sent}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	sent.Close()
	b := &chromium{t: t, to: ours, from: make(chan message, 1000)}
	go func() {
		defer close(b.from)
		r := bufio.NewReader(answers)
		for {
			line, err := r.ReadBytes(0)
			if err != nil {
				return
			}
			var m message
			if json.Unmarshal(line[:len(line)-1], &m) == nil {
				b.from <- m
			}
		}
	}()
	t.Cleanup(func() {
		_ = b.send("Browser.close", nil)
		done := make(chan error, 1)
		go func() { done <- c.Wait() }()
		go func() {
			for range b.from { //nolint:revive // what it still says keeps nobody waiting
			}
		}()
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			_ = c.Process.Kill()
			<-done
		}
		ours.Close()
		answers.Close()
	})
	var profile struct{ BrowserContextID string }
	b.call("Target.createBrowserContext", map[string]any{"proxyServer": proxy, "proxyBypassList": "<-loopback>"}, &profile)
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank", "browserContextId": profile.BrowserContextID}, &target)
	var at struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &at)
	b.session = at.SessionID
	for _, domain := range []string{"Page", "Network", "Runtime", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

func (b *chromium) send(method string, params any) error {
	b.id++
	m := map[string]any{"id": b.id, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" && method != "Browser.close" {
		m["sessionId"] = b.session
	}
	line, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = b.to.Write(append(line, 0))
	return err
}

// call sends a command and reads its answer into out, unless that is nil.
func (b *chromium) call(method string, params, out any) {
	b.t.Helper()
	if err := b.send(method, params); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	for {
		m, err := b.next()
		if err != nil {
			b.t.Fatalf("%s: %v", method, err)
		}
		if m.ID != b.id {
			continue
		}
		if m.Error != nil {
			b.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		if out != nil {
			if err := json.Unmarshal(m.Result, out); err != nil {
				b.t.Fatalf("%s: %v", method, err)
			}
		}
		return
	}
}

// next is the next message; of events it keeps what a test asks about.
func (b *chromium) next() (message, error) {
	select {
	case m, ok := <-b.from:
		if !ok {
			return m, errors.New("the browser has ended")
		}
		switch m.Method {
		case "Page.loadEventFired":
			b.loads++
		case "Network.requestWillBeSent":
			var p struct{ Request struct{ URL string } }
			_ = json.Unmarshal(m.Params, &p)
			b.asked = append(b.asked, p.Request.URL)
		case "Runtime.exceptionThrown":
			b.wrong = append(b.wrong, string(m.Params))
		case "Log.entryAdded":
			var p struct{ Entry struct{ Level, Text string } }
			_ = json.Unmarshal(m.Params, &p)
			if p.Entry.Level == "error" {
				b.wrong = append(b.wrong, p.Entry.Text)
			}
		}
		return m, nil
	case <-time.After(2 * time.Minute):
		return message{}, errors.New("no word from the browser for two minutes")
	}
}

// open loads a page and waits until it is there.
func (b *chromium) open(url string) {
	b.t.Helper()
	before := b.loads
	b.call("Page.navigate", map[string]any{"url": url}, nil)
	for b.loads == before {
		if _, err := b.next(); err != nil {
			b.t.Fatalf("%s: %v", url, err)
		}
	}
}

// eval runs a script in the page and reads its value into out.
func (b *chromium) eval(script string, out any) {
	b.t.Helper()
	var r struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct{ Exception struct{ Description string } }
	}
	b.call("Runtime.evaluate", map[string]any{"expression": script, "returnByValue": true}, &r)
	if r.ExceptionDetails != nil {
		b.t.Fatalf("%s\n%s", r.ExceptionDetails.Exception.Description, script)
	}
	if out != nil {
		if err := json.Unmarshal(r.Result.Value, out); err != nil {
			b.t.Fatalf("%v: %s", err, script)
		}
	}
}

// press presses a key of the keyboard and lets it go.
func (b *chromium) press(key string, code int, text string) {
	b.t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		p := map[string]any{"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}
		if text != "" && kind == "keyDown" {
			p["text"] = text
		}
		b.call("Input.dispatchKeyEvent", p, nil)
	}
}

// media sets what the page is shown on and in which scheme of colours.
func (b *chromium) media(kind, scheme string) {
	b.t.Helper()
	b.call("Emulation.setEmulatedMedia", map[string]any{"media": kind, "features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
}

// width sets the width of the page in pixels of CSS.
func (b *chromium) width(pixels int) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": pixels, "height": 900, "deviceScaleFactor": 1, "mobile": false}, nil)
}

// picture is the page from one height downwards, as PNG.
func (b *chromium) picture(top, width, height int) []byte {
	b.t.Helper()
	var r struct{ Data []byte }
	b.call("Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": true,
		"clip": map[string]any{"x": 0, "y": top, "width": width, "height": height, "scale": 1}}, &r)
	return r.Data
}

// pdf prints the page as its own style says.
func (b *chromium) pdf() []byte {
	b.t.Helper()
	var r struct{ Data []byte }
	b.call("Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": true}, &r)
	if len(r.Data) < 5 || string(r.Data[:5]) != "%PDF-" {
		b.t.Fatalf("no PDF: %.20q", r.Data)
	}
	return r.Data
}
