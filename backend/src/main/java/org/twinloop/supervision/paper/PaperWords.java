package org.twinloop.supervision.paper;

import java.util.Map;

/** Chinese words for what the journal calls by a code; a code without a word is printed as it is. */
final class PaperWords {

    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("trip.submitted", "提交申请"),
            Map.entry("trip.approval-asked", "请求审批"),
            Map.entry("trip.approval-reminder", "催办审批"),
            Map.entry("trip.approval-passed-on", "逾期转上级"),
            Map.entry("trip.after-trip-asked", "请求事后审批"),
            Map.entry("trip.after-trip-reminder", "催办事后审批"),
            Map.entry("trip.after-trip-passed-on", "事后审批转上级"),
            Map.entry("trip.approvers-missing", "审批链缺人"),
            Map.entry("trip.level-approved", "本级同意"),
            Map.entry("trip.approved", "批准"),
            Map.entry("trip.rejected", "驳回"),
            Map.entry("trip.returned", "退回修改"),
            Map.entry("trip.booked", "预订成功"),
            Map.entry("trip.booking-pending-partner", "等待运营商确认"),
            Map.entry("trip.booking-declined", "运营商未接受"),
            Map.entry("trip.booking-released", "释放预订"),
            Map.entry("trip.changed", "变更"),
            Map.entry("trip.healed", "更换车辆"),
            Map.entry("trip.place-changed", "途中更换充电或还车地点"),
            Map.entry("trip.place-offered", "途中免插枪或免充电"),
            Map.entry("trip.ride-given-up", "改签放弃原预订"),
            Map.entry("trip.started", "开始用车"),
            Map.entry("trip.finished", "还车"),
            Map.entry("trip.end-overridden", "调度代为结束"),
            Map.entry("trip.measured", "测定里程与用时"),
            Map.entry("trip.settled", "结算"),
            Map.entry("trip.confirmed", "确认行程"),
            Map.entry("trip.disputed", "提出异议"),
            Map.entry("dispute.opened", "异议立案"),
            Map.entry("dispute.answered", "运营商答复异议"),
            Map.entry("dispute.overdue", "运营商逾期未答复"),
            Map.entry("dispute.decided", "异议裁定"),
            Map.entry("dispute.withdrawn", "撤回异议"),
            Map.entry("trip.archived", "归档"),
            Map.entry("trip.cancelled", "取消"),
            Map.entry("trip.withdrawn", "撤回申请"),
            Map.entry("trip.expired", "超时未审批"),
            Map.entry("trip.no-show", "未取车"),
            Map.entry("trip.backfilled", "补录应急事由"),
            Map.entry("trip.backfill-missing", "未补录应急事由"),
            Map.entry("trip.approval-missing", "事后无人审批"),
            Map.entry("trip.approval-refused", "事后未获同意"),
            Map.entry("command.confirmed", "车辆执行指令"),
            Map.entry("command.failed", "指令失败"),
            Map.entry("receipt.decision-needed", "费用待核定"),
            Map.entry("supervision.checked", "监管检查"),
            Map.entry("supervision.found", "监管发现"),
            Map.entry("supervision.answered", "用车人说明"),
            Map.entry("supervision.reviewed", "监管处理"),
            Map.entry("supervision.review-asked", "待监管处理"),
            Map.entry("supervision.appealed", "申诉"),
            Map.entry("supervision.appeal-decided", "申诉复核"),
            Map.entry("supervision.question-asked", "途中询问"),
            Map.entry("supervision.question-answered", "答复询问"),
            Map.entry("supervision.question-open", "询问待处理"),
            Map.entry("supervision.question-decided", "询问处理"),
            Map.entry("supervision.sample-reviewed", "抽查结论"));

    private static final Map<String, String> MODES =
            Map.of("EV", "电动车自驾", "BIKE", "自行车", "CHAUFFEUR", "专车（带驾驶员）", "WALK", "步行");

    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("SUBMITTED", "待审批"),
            Map.entry("RETURNED", "已退回"),
            Map.entry("REJECTED", "已驳回"),
            Map.entry("APPROVED", "已批准"),
            Map.entry("PENDING_PARTNER", "待运营商确认"),
            Map.entry("BOOKED", "已预订"),
            Map.entry("IN_PROGRESS", "行程中"),
            Map.entry("ENDED", "已还车"),
            Map.entry("CONFIRMED", "已确认"),
            Map.entry("SETTLED", "已结算"),
            Map.entry("ARCHIVED", "已归档"),
            Map.entry("WITHDRAWN", "已撤回"),
            Map.entry("CANCELLED", "已取消"),
            Map.entry("EXPIRED", "逾期未批"),
            Map.entry("NO_SHOW", "未取车"),
            Map.entry("DECLINED", "运营商未接受"));

    private static final Map<String, String> SUMS = Map.of(
            "quotedFen", "报价 Quoted",
            "heldFen", "预留 Held",
            "receiptFen", "应付 Receipt",
            "postedFen", "入账 Posted",
            "releasedFen", "退回预算 Released",
            "feeFen", "费用 Fee");

    private PaperWords() {}

    static String event(String type) {
        return EVENTS.getOrDefault(type, type);
    }

    static String mode(String code) {
        return worded(MODES, code);
    }

    static String state(String code) {
        return worded(STATES, code);
    }

    static String sum(String field) {
        return SUMS.getOrDefault(field, field);
    }

    private static String worded(Map<String, String> words, String code) {
        return words.containsKey(code) ? words.get(code) + " " + code : code;
    }
}
