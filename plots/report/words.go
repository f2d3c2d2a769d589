package report

import "github.com/headroom-planner/headroom/model/text"

// Every phrase of the answer, the figures and the report, once, in both
// languages.
var (
	wDraws        = text.T("draws", "lần mô phỏng")
	wSeed         = text.T("seed", "hạt giống")
	wScenario     = text.T("scenario", "kịch bản")
	wEvidence     = text.T("Evidence to", "Số liệu đến")
	wTargets      = text.T("Targets", "Mục tiêu")
	wTarget       = text.T("Target", "Mục tiêu")
	wProbability  = text.T("Probability", "Xác suất")
	wFromStart    = text.T("from the start", "ngay từ đầu kỳ")
	wReached      = text.T("Reached: P10 / median / P90", "Thời điểm đạt: P10 / trung vị / P90")
	wByWhen       = text.T("Earliest with probability 50\u00a0% / 80\u00a0% / 95\u00a0%", "Sớm nhất với xác suất 50\u00a0% / 80\u00a0% / 95\u00a0%")
	wPress        = text.T("What binds first, month by month", "Nút thắt lớn nhất theo từng tháng")
	wMonths       = text.T("Months", "Thời gian")
	wFreely       = text.T("Nothing binds", "Không có nút thắt")
	wShareBound   = text.T("Share of futures", "Tỷ lệ mô phỏng")
	wPeople       = text.T("People", "Dân số")
	wRequired     = text.T("Required", "Yêu cầu")
	wMet          = text.T("met", "đạt")
	wMissed       = text.T("missed", "không đạt")
	wAfter        = text.T("after", "sau")
	wBelow        = text.T("below", "dưới")
	wAbove        = text.T("above", "trên")
	wMedian       = text.T("Median", "Trung vị")
	wQuantity     = text.T("Quantity", "Chỉ tiêu")
	wP10P50P90    = text.T("P10 – median – P90", "P10 – trung vị – P90")
	wBinds        = text.T("What binds most", "Nút thắt chính")
	wIn           = text.T("in", "tháng")
	wAssumptions  = text.T("Assumptions", "Giả định")
	wUncertain    = text.T("uncertain", "bất định")
	wLow          = text.T("of low confidence", "độ tin cậy thấp")
	wNoSource     = text.T("without a source", "không có nguồn")
	wWarnings     = text.T("Warnings", "Cảnh báo")
	wRate         = text.T("Rate of building", "Tốc độ xây dựng")
	wNeeds        = text.T("the plan of %s stations needs %s to %s stations a day, by the day that %s means; observed %s to %s", "kế hoạch %s trạm cần %s đến %s trạm mỗi ngày, tùy ngày chốt số liệu trong tháng %s; thực tế %s đến %s")
	wPlanPower    = text.T("the plan's stations would draw %s – %s – %s MW at their meters (P05 – median – P95), beside %s MW that data centres are counted with at the start", "số trạm của kế hoạch sẽ tiêu thụ %s – %s – %s MW tại công tơ (P05 – trung vị – P95), so với %s MW thống kê của trung tâm dữ liệu lúc ban đầu")
	wCases        = text.T("Training cases", "Các phương án huấn luyện")
	wJobs         = text.T("Training runs on the largest island", "Các lần huấn luyện trên cụm lớn nhất")
	wCaseDays     = text.T("Days of the training run on each case as one island, median with 50 % and 90 % ranges; IT power and racks are medians", "Số ngày huấn luyện trên từng phương án coi là một cụm, trung vị, khoảng 50 % và 90 %; công suất CNTT và số tủ rack là trung vị")
	wCaseOfNodes  = text.T(" of the nodes alone", ", chỉ tính các nút")
	wCaseOfAll    = text.T(", network and storage included", ", gồm mạng và lưu trữ")
	wCaseRow      = text.T("%s days, %s GPUs, %s MW, %s", "%s ngày, %s GPU, %s MW, %s")
	wCaseRacks    = text.T("%s racks", "%s tủ rack")
	wCaseNoRack   = text.T("no rack fits", "không vừa tủ rack")
	wCaseTitle    = text.T("The training run takes %s days on %s and %s on %s, in the median future", "Lần huấn luyện mất %s ngày trên %s và %s ngày trên %s, theo trung vị")
	wClasses      = text.T("Racks by class", "Tủ rack theo loại")
	wQueue        = text.T("Connection queue by zone", "Hàng chờ đấu nối theo vùng")
	wZones        = text.T("Power by zone", "Công suất theo vùng")
	wUses         = text.T("Uses of GPU time", "Các mục đích sử dụng GPU")
	wExpansion    = text.T("Expansion", "Mở rộng")
	wExpansionOne = text.T("%s GPUs are %s nodes, %s MW of IT power and %s racks of the dense class (%s nodes in each)", "%s GPU tương đương %s nút, %s MW công suất CNTT và %s tủ rack mật độ cao (%s nút mỗi tủ)")
	wExpansionNo  = text.T("%s GPUs are %s nodes and %s MW of IT power; a reference rack (gpu.rack) holds no node of %s kW", "%s GPU tương đương %s nút và %s MW công suất CNTT; tủ rack quy chiếu (gpu.rack) không đặt vừa nút %s kW nào")
	wExpansionAll = text.T("with switches and storage it is %s MW of IT power", "tính cả mạng và lưu trữ là %s MW công suất CNTT")
	wAndRacks     = text.T(" and %s racks (medians)", " và %s tủ rack (trung vị)")
	wNever        = text.T("over a century", "hơn một thế kỷ")
	wNoRack       = text.T("none fits", "không đặt vừa")
	wBeside       = text.T("GPU nodes, network and storage by year end", "Các nút GPU, mạng và lưu trữ theo cuối năm")
	wUnmet        = text.T("GPU time asked for, met, waited for and rented by year end", "Nhu cầu GPU, phần đáp ứng, thời gian chờ và thuê nước ngoài theo cuối năm")
	wSoFar        = text.T("since the start", "từ đầu kỳ")
	wNoFit        = text.T("A node of %s kW fits no standard rack (%s to %s kW each, by the reading of the stock's power): the class that lacks is %s", "Nút %s kW không đặt vừa tủ rack tiêu chuẩn (%s đến %s kW mỗi tủ, tùy cách hiểu công suất hiện trạng): loại tủ còn thiếu là %s")
	wLackDense    = text.T("dense racks", "tủ rack mật độ cao")
	wHalfBand     = text.T("median with 50 % and 90 % bands", "trung vị, khoảng 50 % và 90 %")
	wShareOfDraws = text.T("share of draws by binding constraint, month by month", "tỷ lệ mô phỏng theo nút thắt, từng tháng")
	wFirstPassage = text.T("%s: median %s in %s", "%s: trung vị %s vào %s")
	wBandTo       = text.T("90\u00a0%% of futures between %s and %s", "90\u00a0%% số lần mô phỏng nằm trong khoảng %s đến %s")
	wTargetHit    = text.T("%s reached in %s of futures", "%s số lần mô phỏng đạt mức %s")
	wMost         = text.T("%s: %s in %s of futures in %s", "%s: %s ở %s số lần mô phỏng vào\u00a0%s")
	wNothing      = text.T("%s: nothing in %s of futures in %s", "%s: không có nút thắt ở %s số lần mô phỏng vào\u00a0%s")
	wMeanAt       = text.T("Mean of %s draws, end of %s; one square each", "Trung bình của %s lần mô phỏng, cuối tháng %s; mỗi nơi một ô")
	wEachClass    = text.T("%s in each class", "Số %s theo nhóm")
	wMembers      = text.T("members", "đối tượng")
	wEnds         = text.T("lowest %s, highest %s", "thấp nhất %s, cao nhất %s")
	wAboveIn      = text.T("above %s in %d of %d %s in %s", "trên %s ở %d/%d %s vào %s")
	wByPlace      = text.T("%s in %s", "%s vào %s")
	wHeadline     = text.T("Headline figures", "Số liệu chính")
	wFigures      = text.T("Figures", "Biểu đồ")
	wYearEnds     = text.T("Quantiles by year end", "Phân vị theo cuối năm")
	wBridge       = text.T("From the end-2024 stock to the opening stock", "Từ hiện trạng cuối năm 2024 đến số liệu ban đầu")
	wBindsWhen    = text.T("What binds when", "Nút thắt theo thời gian")
	wFleets       = text.T("Fleets and projects", "Các cụm GPU và dự án")
	wRegister     = text.T("Register of assumptions", "Danh mục giả định")
	wMethods      = text.T("Method", "Phương pháp")
	wReproduce    = text.T("Reproduce", "Tái lập kết quả")
	wInput        = text.T("Input", "Đầu vào")
	wValue        = text.T("Value", "Giá trị")
	wSaysHow      = text.T("P05 – median – P95 of what is uncertain", "P05 – trung vị – P95 nếu bất định")
	wSource       = text.T("Source", "Nguồn")
	wConfidence   = text.T("Confidence", "Độ tin cậy")
	wOrigin       = text.T("Written in", "Vị trí khai báo")
	wConstraint   = text.T("Constraint", "Nút thắt")
	wMean         = text.T("Mean", "Trung bình")
	wStart        = text.T("Start", "Ban đầu")
	wEnd          = text.T("End", "Cuối kỳ")
	wName         = text.T("Name", "Tên")
	wStock        = text.T("End-2024 stock", "Hiện trạng cuối năm 2024")
	wOpenings     = text.T("2025 openings not inside it", "Đưa vào năm 2025, chưa tính trong hiện trạng")
	wOpening      = text.T("Opening stock", "Số liệu ban đầu")
	wRacks        = text.T("Racks", "Tủ rack")
	wITPower      = text.T("IT power, MW", "Công suất CNTT, MW")
	wFacPower     = text.T("Facility power, MW", "Công suất toàn cơ sở, MW")
	wItem         = text.T("Item", "Khoản mục")
	wDefault      = text.T("default", "mặc định")
	wCopy         = text.T("Copy table", "Chép bảng")
	wSwitch       = text.T("Tiếng Việt", "English")
)

// methods are the honest words about what the numbers are.
var methods = []text.Text{
	text.T("Each draw takes one value of every uncertain input and runs the coupled model month by month: demand, limits, allocation of what is scarce, outcome.",
		"Mỗi lần mô phỏng lấy một giá trị cho từng đầu vào bất định và chạy mô hình liên kết theo tháng: nhu cầu, giới hạn, phân bổ nguồn lực khan hiếm, kết quả."),
	text.T("Probabilities are shares of draws. Their standard errors say how far more draws would move them; they say nothing of assumptions that are wrong.",
		"Xác suất là tỷ lệ số lần mô phỏng. Sai số chuẩn chỉ phản ánh số lần mô phỏng, không phản ánh giả định sai."),
	text.T("When no draw meets a target, the probability is below the bound shown with 95 % confidence (exact binomial), never zero.",
		"Khi không lần mô phỏng nào đạt mục tiêu, xác suất nhỏ hơn cận nêu ra với độ tin cậy 95 % (nhị thức chính xác), không phải bằng 0."),
	text.T("Quantiles are exact sample quantiles of type 7 (Hyndman and Fan, 1996). Draws in far tails beyond an input's range are set to the range's end.",
		"Phân vị là phân vị mẫu chính xác loại 7 (Hyndman và Fan, 1996). Giá trị ở đuôi xa vượt phạm vi của đầu vào được đặt về biên của phạm vi."),
	text.T("Stocks are end-of-month, flows within the month. Power is stated at its boundary: IT power at the terminals of the equipment, facility power at the meter.",
		"Số dư tính đến cuối tháng, dòng tính trong tháng. Công suất nêu rõ ranh giới: công suất CNTT tại đầu vào thiết bị, công suất toàn cơ sở tại công tơ."),
}

// domainWords name the domain of a binding constraint in a word.
var domainWords = map[string]text.Text{
	"mobile.binding": text.T("5G", "5G"), "datacenter.binding": text.T("data centres", "trung tâm dữ liệu"), "gpu.binding": text.T("GPUs", "GPU"),
	"power.queue_binding": text.T("connections", "đấu nối"), "mix.binding": text.T("compute", "năng lực tính toán"),
}

var confidences = map[string]text.Text{
	"high": text.T("high", "cao"), "medium": text.T("medium", "trung bình"), "low": text.T("low", "thấp"), "": text.T("–", "–"),
}

// unitIn is the word for a unit.
func unitIn(u string, lang text.Lang) string { return text.Unit(u).In(lang) }
