package org.twinloop.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.Money;
import org.twinloop.journal.SealedEvent;

/**
 * What people are told about which event, in both languages. {@code {when}}, {@code {reason}}, {@code {amount}} are
 * filled in.
 */
enum MessageTemplate {
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
            "计划 {when} 出发，逾期未审批将自动释放车辆。",
            "Planned to leave at {when}; without a decision the car is given back."),
    PASSED_ON(
            "trip.approval-passed-on",
            Audience.APPROVERS,
            "有一个用车申请转由您审批",
            "A trip request was passed on to you",
            "上一级未及时处理，计划 {when} 出发，请尽快审批。",
            "The level before did not answer. Planned to leave at {when}; please decide soon."),
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
            "已为您更换车辆",
            "You were moved to another car",
            "{when} 出发的行程已更换同等车辆，请按行程中的新车牌取车。原因：{reason}",
            "An equal car was booked for your trip leaving at {when}; the trip shows its plate. Why: {reason}"),
    HEAL_OFFERED(
            "trip.heal-offered",
            Audience.TRAVELLER,
            "预订车辆不可用，请改选方案",
            "Your car will not be fit; please choose again",
            "{when} 出发的车辆不可用（{reason}）。已备好其他方案，请改签；仍在继续寻找同等车辆。",
            "The car for {when} will not be fit ({reason}). Other options are ready; we keep looking too."),
    STRANDED(
            "trip.stranded",
            Audience.TRAVELLER,
            "预订车辆不可用，正在人工协调",
            "Your car will not be fit; the desk is looking",
            "{when} 出发的车辆不可用（{reason}），暂无其他方案，车队管理员正在协调。",
            "The car for {when} will not be fit ({reason}); nothing else is free yet, the fleet desk is looking."),
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
    CAR_RELOCKED("trip.car-relocked", Audience.TRAVELLER, "车辆已重新上锁", "The car is locked again", "{reason}", "{reason}"),
    SETTLED(
            "trip.settled",
            Audience.TRAVELLER,
            "行程费用已结算",
            "Your trip is settled",
            "本次费用 {amount}，可在行程中查看明细。",
            "It cost {amount}; the trip shows the lines."),
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
            "{outcomeEn}; this is final. Reason: {reason}");

    /** Who is told. */
    enum Audience {
        TRAVELLER,
        APPROVERS,
        REVIEWERS
    }

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

    static Optional<MessageTemplate> of(String eventType) {
        return Arrays.stream(values())
                .filter(template -> template.eventType.equals(eventType))
                .findFirst();
    }

    /** Where a person decides about what the message tells: a path of the API, without any secret in it. */
    static Optional<String> actionOf(String eventType, UUID tripId) {
        return of(eventType)
                .filter(template -> template.audience == Audience.APPROVERS && tripId != null)
                .map(template -> "/api/v1/trips/" + tripId + "/decision");
    }

    String eventType() {
        return eventType;
    }

    Audience audience() {
        return audience;
    }

    String titleZh() {
        return titleZh;
    }

    String titleEn() {
        return titleEn;
    }

    String bodyZh(SealedEvent event) {
        return fill(bodyZh, event.payload());
    }

    String bodyEn(SealedEvent event) {
        return fill(bodyEn, event.payload());
    }

    private static String fill(String text, JsonNode facts) {
        String filled = text;
        if (facts.hasNonNull("departAt")) {
            filled = filled.replace(
                    "{when}", CityTime.clock(Instant.parse(facts.get("departAt").asText())));
        }
        if (facts.hasNonNull("receiptFen")) {
            filled = filled.replace(
                    "{amount}", Money.fen(facts.get("receiptFen").asLong()).toString());
        }
        for (String told : List.of("textZh", "textEn", "outcomeZh", "outcomeEn")) {
            filled = filled.replace("{" + told + "}", facts.path(told).asText("—"));
        }
        return filled.replace("{reason}", facts.path("reason").asText("—"))
                .replace("{when}", "—")
                .replace("{amount}", "—");
    }
}
