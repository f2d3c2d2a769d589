package train

import (
	"testing"
)

// TestFLOPs holds published totals.
func TestFLOPs(t *testing.T) {
	ms := models(t)
	// Brown et al. 2020, Table D.1: 3.14e23 for 300 B tokens by 6ND.
	near(t, "GPT-3", 300e9*ms["GPT-3 175B"].TrainFLOPs(SixND, 2048), 3.14e23, 0.002)
	// Llama 3 paper: 3.8e25 for 15.6 T tokens.
	near(t, "Llama 3 405B", 15.6e12*ms["Llama 3 405B"].TrainFLOPs(SixND, 8192), 3.8e25, 0.003)
	// DeepSeek-V3: 6 x 37e9 x 14.8e12 = 3.3e24.
	near(t, "DeepSeek-V3", 14.8e12*ms["DeepSeek-V3"].TrainFLOPs(SixND, 4096), 3.3e24, 0.02)
	// PaLM: 238.3 thousand tokens a second on 6,144 TPU v4 of 275 TFLOPS are 46.2 %
	// (Chowdhery et al. 2022, Table 3).
	near(t, "PaLM's MFU", 238.3e3*ms["PaLM 540B"].TrainFLOPs(Full, 2048)/(6144*275e12), 0.462, 0.002)
}

// TestMegatronFLOPs: Narayanan et al. 2021, equation 3: a step with full recomputation is
// 96 B s l h^2 (1 + s/(6h) + V/(16 l h)). The paper does not compute the output
// layer again, so its last term is 12/16 of ours; a small difference.
func TestMegatronFLOPs(t *testing.T) {
	for _, name := range []string{"GPT 3.6B", "GPT 39.1B", "GPT 174.6B", "GPT 1008B"} {
		m := models(t)[name]
		l, h, v, s := float64(m.Layers), float64(m.Hidden), float64(m.Vocab), 2048.0
		got := m.TrainFLOPs(Full, 2048) * m.HardwareRatio(FullRecompute, Full, 2048) * s
		near(t, name, got, 96*s*l*h*h*(1+s/(6*h)+v/(16*l*h)), 0.014)
		near(t, name+" model", m.TrainFLOPs(Full, 2048)*s, 72*s*l*h*h*(1+s/(6*h)+v/(12*l*h)), 1e-12)
	}
}

// TestMegatronDays: Narayanan et al. 2021, section 5.10: 8 T P/(n X): GPT-3 of 300 B
// tokens on 1,024 A100 at 140 TFLOPS 34 days; 1 T parameters and 450 B tokens on
// 3,072 at 163 84 days.
func TestMegatronDays(t *testing.T) {
	near(t, "GPT-3", 8*300e9*175e9/(1024*140e12)/secondsPerDay, 34, 0.01)
	near(t, "1T", 8*450e9*1e12/(3072*163e12)/secondsPerDay, 84, 0.01)
	m := models(t)["GPT 174.6B"]
	near(t, "by the shape", 300e9*m.TrainFLOPs(Full, 2048)*4/3/(1024*140e12)/secondsPerDay, 34, 0.05)
}

// TestConventions: causal is between 6ND without the look-up and full, full minus
// causal is 6 L h s a token, and FLOPs are linear in depth.
func TestConventions(t *testing.T) {
	for name, m := range models(t) {
		full, causal := m.TrainFLOPs(Full, 4096), m.TrainFLOPs(Causal, 4096)
		if !(causal < full && causal > 6*m.multiplied()) {
			t.Errorf("%s: causal %g, full %g", name, causal, full)
		}
		if m.MLA.KVRank == 0 && m.Heads*m.HeadDim == m.Hidden {
			near(t, name, full-causal, 6*float64(m.Layers)*float64(m.Hidden)*4096, 1e-9)
		}
	}
	m := *models(t)["Llama 3 8B"]
	a := m.ForwardFLOPs(Full, 4096)
	m.Layers *= 2
	head := 2 * m.head()
	near(t, "twice the layers", m.ForwardFLOPs(Full, 4096)-head, 2*(a-head), 1e-12)
	if NoConvention.String() != "no convention" || m.TrainFLOPs(NoConvention, 1) != 0 {
		t.Error("FLOPs without a convention")
	}
	near(t, "Chinchilla", ChinchillaTokens(70e9), 1.4e12, 0)
}
