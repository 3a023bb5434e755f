package org.twinloop.notification.template;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.journal.SealedEvent;

/**
 * What people are told about which event, in both languages. {@code {when}}, {@code {reason}}, {@code {amount}} are
 * filled in.
 */
public enum MessageTemplate {
    AWAITING(
            "trip.submitted",
            Audience.APPROVERS,
            "有一个用车申请待审批",
            "A trip request awaits your decision",
            "计划 {when} 出发，请尽快审批。",
            "Planned to leave at {when}; please decide soon."),
    NEXT_LEVEL(
            "trip.approval-asked",
            Audience.APPROVERS,
            "有一个用车申请待您审批",
            "A trip request has come to your level",
            "上一级已同意，计划 {when} 出发，请尽快审批。",
            "The level before agreed. Planned to leave at {when}; please decide soon."),
    REMINDER(
            "trip.approval-reminder",
            Audience.APPROVERS,
            "提醒：用车申请仍待审批",
            "Reminder: a trip request still awaits you",
            "计划 {when} 出发，请于 {until} 前审批，逾期视为未获批准。",
            "Planned to leave at {when}; without a decision by {until} it is not approved."),
    PASSED_ON(
            "trip.approval-passed-on",
            Audience.APPROVERS,
            "有一个用车申请转由您审批",
            "A trip request was passed on to you",
            "上一级未及时处理，计划 {when} 出发，请尽快审批。",
            "The level before did not answer. Planned to leave at {when}; please decide soon."),
    AFTER_TRIP(
            "trip.after-trip-asked",
            Audience.APPROVERS,
            "有一个行程待您事后审批",
            "A trip that is over awaits your decision",
            "{when} 出发的行程已结束，按规定须事后审批，请于 {until} 前同意或提出异议。",
            "The trip that left at {when} is over; please agree or object by {until}."),
    AFTER_TRIP_REMINDER(
            "trip.after-trip-reminder",
            Audience.APPROVERS,
            "提醒：行程仍待事后审批",
            "Reminder: a trip that is over still awaits you",
            "{when} 出发的行程须于 {until} 前审批，逾期将由监管人员核查。",
            "The trip that left at {when} is to be decided about by {until}; else a supervisor looks at it."),
    AFTER_TRIP_PASSED_ON(
            "trip.after-trip-passed-on",
            Audience.APPROVERS,
            "有一个行程的事后审批转由您处理",
            "A trip that is over was passed on to you",
            "上一级未及时处理，{when} 出发的行程请于 {until} 前同意或提出异议。",
            "The level before did not answer; please agree to the trip of {when}, or object, by {until}."),
    CHANGED(
            "trip.changed",
            Audience.TRAVELLER,
            "行程已变更",
            "Your trip was changed",
            "{when} 出发的行程已变更：{reason}",
            "Your trip leaving at {when} was changed: {reason}"),
    HEALED(
            "trip.healed",
            Audience.TRAVELLER,
            "已为您更换预订",
            "You were moved to an equal car or pile",
            "{when} 出发的行程已更换同等车辆或充电桩，请按行程中的新车牌、新桩位用车。原因：{reason}",
            "An equal car or pile was booked for your trip leaving at {when}; the trip shows which. Why: {reason}"),
    HEAL_OFFERED(
            "trip.heal-offered",
            Audience.TRAVELLER,
            "预订的车辆、单车或充电桩不可用，请改选方案",
            "Your car, bicycle or pile will not be there; please choose again",
            "{when} 出发的预订不可用（{reason}）。已备好其他方案，请改签；汽车和充电桩仍在继续寻找同等的。",
            "What is booked for {when} will not be fit ({reason}). Other options are ready; we keep looking too."),
    PLACE_CHANGED(
            "trip.place-changed",
            Audience.TRAVELLER,
            "途中：充电或还车地点已更换",
            "On the way: you charge or return elsewhere",
            "{textZh}。原因：{reason}",
            "{textEn}. Why: {reason}"),
    PLACE_OFFERED(
            "trip.place-offered",
            Audience.TRAVELLER,
            "途中：预留的充电桩不可用",
            "On the way: your pile will not be fit",
            "{textZh}。原因：{reason}",
            "{textEn}. Why: {reason}"),
    DECLINE_OFFERED(
            "trip.decline-offered",
            Audience.TRAVELLER,
            "运营商未能确认，已备好其他方案",
            "The operator declined; other options are ready",
            "{when} 出发的预订未获运营商确认，已按原行程备好其他方案，请尽快选择。",
            "What you asked for at {when} was not confirmed by its operator. Other ways are ready; please choose."),
    STRANDED(
            "trip.stranded",
            Audience.TRAVELLER,
            "预订车辆或充电桩不可用，正在人工协调",
            "Your car or pile will not be fit; the desk is looking",
            "{when} 出发的预订不可用（{reason}），暂无其他方案，车队管理员正在协调。",
            "What is booked for {when} will not be fit ({reason}); nothing else is free, the fleet desk is looking."),
    STRANDED_DESK(
            "trip.stranded-desk",
            Audience.FLEET,
            "有一个行程无车可用，请协调",
            "A trip has no car; please see to it",
            "{when} 出发的预订不可用（{reason}），暂无其他方案，已告知用车人由您协调。",
            "What is booked for {when} will not be fit ({reason}); nothing else is free; the traveller counts on you."),
    WITHDRAWN(
            "trip.withdrawn",
            Audience.TRAVELLER,
            "用车申请已撤回",
            "Your request is withdrawn",
            "{when} 出发的申请已撤回，预留已释放。",
            "Your request for {when} is withdrawn and its holds are released."),
    UNEXPLAINED(
            "trip.backfill-missing",
            Audience.TRAVELLER,
            "应急用车事由未按时补录",
            "The reason of your emergency trip is missing",
            "请尽快补录事由并说明迟延。",
            "Please give the reason and say why it is late."),
    NOT_DECIDED(
            "trip.approval-missing",
            Audience.TRAVELLER,
            "先行用车到期未获审批",
            "Nobody approved your trip afterwards",
            "{when} 出发的行程到期无人审批，将由监管人员核查，请备好说明。",
            "Nobody decided about your trip of {when} in time; a supervisor will look at it."),
    NOT_AGREED(
            "trip.approval-refused",
            Audience.TRAVELLER,
            "先行用车未获同意",
            "Your trip was not approved afterwards",
            "{when} 出发的行程事后未获同意：{reason}。将由监管人员核查，请备好说明。",
            "Your trip of {when} was not approved afterwards: {reason}. A supervisor will look at it."),
    APPROVED(
            "trip.approved",
            Audience.TRAVELLER,
            "用车申请已批准",
            "Your trip is approved",
            "{when} 出发的行程已批准。",
            "Your trip leaving at {when} is approved."),
    REJECTED(
            "trip.rejected",
            Audience.TRAVELLER,
            "用车申请未批准",
            "Your trip is rejected",
            "{when} 出发的行程未获批准：{reason}",
            "Your trip leaving at {when} is rejected: {reason}"),
    RETURNED(
            "trip.returned",
            Audience.TRAVELLER,
            "用车申请被退回",
            "Your request was returned",
            "请修改后重新提交：{reason}",
            "Please change it and submit again: {reason}"),
    BOOKED(
            "trip.booked",
            Audience.TRAVELLER,
            "行程已预订",
            "Your trip is booked",
            "{when} 出发，请按时取车。",
            "Leaving at {when}; please pick up in time."),
    POOL_PROPOSED(
            "trip.pool-proposed",
            Audience.TRAVELLER,
            "有一个拼车建议，请答复",
            "You could share a car; please answer",
            "{when} 出发的行程可与同路同事拼车，{reason}。",
            "Your trip leaving at {when} could share a car with a colleague going the same way. {reason}."),
    POOL_JOINED(
            "trip.pool-joined",
            Audience.TRAVELLER,
            "拼车已成",
            "Somebody rides along",
            "{when} 出发的行程已拼车，{reason}，请在取车点等候同行人。",
            "On your trip leaving at {when}: {reason}. Please wait for them at the car."),
    POOLED(
            "trip.pooled",
            Audience.TRAVELLER,
            "已拼车，原车已释放",
            "You ride along; your own car is given back",
            "{when} 出发的行程：{reason}。上车时间和地点见“行程”页面。",
            "Your trip leaving at {when}: {reason}. The trips page shows when and where to get in."),
    POOL_ENDED(
            "trip.pool-ended",
            Audience.TRAVELLER,
            "拼车未成，行程不变",
            "No shared car; your trip stays as it is",
            "{when} 出发的行程未拼车：{reason}。",
            "Your trip leaving at {when} is not shared: {reason}."),
    POOL_LEFT(
            "trip.pool-left",
            Audience.TRAVELLER,
            "同行人不再搭乘",
            "Nobody rides along any more",
            "{when} 出发的行程不再拼车：{reason}。",
            "Your trip leaving at {when} is not shared any more: {reason}."),
    POOL_PARTED(
            "trip.pool-parted",
            Audience.TRAVELLER,
            "拼车已取消，请改选方案",
            "You have no seat any more; please choose again",
            "{when} 出发的拼车已取消（{reason}），已备好其他方案，请尽快选择。",
            "The car you were to ride along in at {when} is off ({reason}). Other ways are ready; please choose."),
    DRIVER_SET_OUT(
            "trip.driver-set-out",
            Audience.TRAVELLER,
            "司机已出发",
            "Your driver has set out",
            "{when} 出发的行程，司机已在路上，行程中可查看位置。",
            "The driver of your trip leaving at {when} is on the way; the trip shows where."),
    DECLINED(
            "trip.booking-declined",
            Audience.TRAVELLER,
            "运营商未能确认",
            "The operator declined",
            "{reason}，请重新选择方案。",
            "{reason}. Please choose another option."),
    CANCELLED(
            "trip.cancelled",
            Audience.TRAVELLER,
            "行程已取消",
            "Your trip is cancelled",
            "{when} 出发的行程已取消，预留已释放。",
            "Your trip leaving at {when} is cancelled and its holds are released."),
    EXPIRED(
            "trip.expired",
            Audience.TRAVELLER,
            "用车申请已过期",
            "Your request expired",
            "未在时限内审批，预留已释放。",
            "Nobody decided in time; the holds are released."),
    NO_SHOW(
            "trip.no-show",
            Audience.TRAVELLER,
            "未按时取车",
            "You did not pick up the car",
            "{when} 出发的行程因未取车而关闭。",
            "Your trip leaving at {when} was closed: the car was not picked up."),
    END_OVERRIDDEN(
            "trip.end-overridden",
            Audience.TRAVELLER,
            "行程由车队管理员结束",
            "The fleet desk ended your trip",
            "{when} 出发的行程已代为结束：{reason}",
            "Your trip that left at {when} was ended for you: {reason}"),
    DAMAGED(
            "trip.damage-reported",
            Audience.FLEET,
            "有车辆损伤报告，请查看",
            "A damage was reported on a car",
            "{textZh}。照片见车辆页面。",
            "{textEn}. The page of the car has the photos."),
    CAR_RELOCKED("trip.car-relocked", Audience.TRAVELLER, "车辆已重新上锁", "The car is locked again", "{reason}", "{reason}"),
    SETTLED(
            "trip.settled",
            Audience.TRAVELLER,
            "行程费用已结算",
            "Your trip is settled",
            "本次费用 {amount}，可在行程中查看明细。",
            "It cost {amount}; the trip shows the lines."),
    DISPUTE_OPENED(
            "dispute.opened",
            Audience.REVIEWERS,
            "用车人对行程费用有异议",
            "A traveller disputes a trip",
            "{reason}。运营商须于 {until} 前答复，争议金额暂缓支付。",
            "{reason}. Its operator has until {until} to answer; the disputed amount is not paid meanwhile."),
    DISPUTE_ANSWERED(
            "dispute.answered",
            Audience.REVIEWERS,
            "运营商已答复异议，请裁定",
            "The operator answered a dispute; please decide",
            "运营商：{reason}",
            "The operator: {reason}"),
    DISPUTE_OVERDUE(
            "dispute.overdue",
            Audience.REVIEWERS,
            "运营商逾期未答复异议，请裁定",
            "The operator did not answer a dispute; please decide",
            "用车人：{reason}",
            "The traveller: {reason}"),
    DISPUTE_DECIDED(
            "dispute.decided",
            Audience.TRAVELLER,
            "您的异议已有结论",
            "Your dispute was decided",
            "{outcomeZh}。理由：{reason}",
            "{outcomeEn}. Reason: {reason}"),
    FOUND(
            "supervision.found",
            Audience.TRAVELLER,
            "有一项用车情况请您说明",
            "Something about a trip of yours awaits your word",
            "{textZh}",
            "{textEn}"),
    REVIEW_ASKED(
            "supervision.review-asked",
            Audience.REVIEWERS,
            "有一项监管发现待您处理",
            "A finding awaits your decision",
            "{textZh} 用车人：{reason}",
            "{textEn} The traveller: {reason}"),
    REVIEWED(
            "supervision.reviewed",
            Audience.TRAVELLER,
            "监管发现已有处理意见",
            "A finding about your trip was decided",
            "{outcomeZh}。理由：{reason}",
            "{outcomeEn}. Reason: {reason}"),
    APPEAL_DECIDED(
            "supervision.appeal-decided",
            Audience.TRAVELLER,
            "申诉已有结论",
            "Your appeal was decided",
            "{outcomeZh}，此为最终结论。理由：{reason}",
            "{outcomeEn}; this is final. Reason: {reason}"),
    QUESTION_ASKED(
            "supervision.question-asked",
            Audience.TRAVELLER,
            "途中有一个问题请您说明",
            "Something about your ride awaits your word",
            "{textZh}请停稳后在行程页面答复。",
            "{textEn} Answer on the page of the trip, once you stand."),
    QUESTION_OPEN(
            "supervision.question-open",
            Audience.REVIEWERS,
            "有一项途中询问待您处理",
            "A question on the way awaits your decision",
            "{textZh} 用车人：{reason}",
            "{textEn} The traveller: {reason}"),
    QUESTION_DECIDED(
            "supervision.question-decided",
            Audience.TRAVELLER,
            "途中询问已有处理意见",
            "A question about your ride was decided",
            "{outcomeZh}。理由：{reason}",
            "{outcomeEn}. Reason: {reason}");

    private final String eventType;
    private final Audience audience;
    private final String titleZh;
    private final String titleEn;
    private final String bodyZh;
    private final String bodyEn;

    MessageTemplate(String eventType, Audience audience, String titleZh, String titleEn, String bodyZh, String bodyEn) {
        this.eventType = eventType;
        this.audience = audience;
        this.titleZh = titleZh;
        this.titleEn = titleEn;
        this.bodyZh = bodyZh;
        this.bodyEn = bodyEn;
    }

    public static Optional<MessageTemplate> of(String eventType) {
        return Arrays.stream(values())
                .filter(template -> template.eventType.equals(eventType))
                .findFirst();
    }

    /** Where a person decides about what the message tells: a path of the API, without any secret in it. */
    public static Optional<String> actionOf(String eventType, UUID tripId) {
        return of(eventType)
                .filter(template -> template.audience == Audience.APPROVERS && tripId != null)
                .map(template -> "/api/v1/trips/" + tripId + "/decision");
    }

    public String eventType() {
        return eventType;
    }

    public Audience audience() {
        return audience;
    }

    /** What the fleet desk is told of the same event in its own words. */
    public Optional<MessageTemplate> forTheDesk() {
        return this == STRANDED ? Optional.of(STRANDED_DESK) : Optional.empty();
    }

    public String titleZh() {
        return titleZh;
    }

    public String titleEn() {
        return titleEn;
    }

    public String bodyZh(SealedEvent event) {
        return Blanks.fill(bodyZh, event.payload());
    }

    public String bodyEn(SealedEvent event) {
        return Blanks.fill(bodyEn, event.payload());
    }
}
