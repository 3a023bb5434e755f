-- The policy by rule: each with its source and the day it took effect, and all thresholds as settings.
alter table trip.policy
    add column published_at timestamptz not null default '2017-03-01T00:00:00+08:00',
    add column published_by uuid;
comment on column trip.policy.settings is
    'Standing of every rule and all thresholds, read into PolicySettings; money in fen, times of day Asia/Shanghai';
comment on column trip.policy.published_by is 'Null for the edition the service ships';

update trip.policy set
    source = '《机关事务管理条例》《党政机关厉行节约反对浪费条例》《党政机关公务用车管理办法》及各地平台实践；逐条依据见各规则',
    settings = $policy$
{
  "rules": [
    {"rule": "PR-01", "on": true, "since": "2012-10-01", "level": 1,
     "source": "机关事务管理条例（国务院令第621号）第二十六条：公务用车使用登记"},
    {"rule": "PR-02", "on": true, "since": "2020-07-01", "level": 1,
     "source": "DB32/T 3826-2020 公务用车信息化平台数据交换技术规范，派车数据项"},
    {"rule": "PR-03", "on": true, "since": "2004-05-01", "level": 1,
     "source": "道路交通安全法：载客不得超过核定人数"},
    {"rule": "PR-04", "on": true, "since": "2017-03-01", "level": 1,
     "source": "平台实践：县级平台提前30分钟申请、应急除外；贵州平台提前15天以内预约"},
    {"rule": "PR-05", "on": true, "since": "2017-03-01", "level": 1,
     "source": "内部控制：不相容岗位分离，本人不得审批本人申请"},
    {"rule": "PR-06", "on": true, "since": "2019-07-19", "level": 1,
     "source": "上海市机关事务管理局2019-07-19报告：审批流程标准化"},
    {"rule": "PR-07", "on": true, "since": "2024-01-01", "level": 1,
     "source": "DB4206/T 72-2024（襄阳）紧急用车：事后补录"},
    {"rule": "PR-10", "on": true, "since": "2017-12-05", "level": 2,
     "source": "党政机关公务用车管理办法：节假日除特殊工作需要外封存停驶；国务院办公厅年度节假日通知"},
    {"rule": "PR-11", "on": true, "since": "2017-03-01", "level": 1,
     "source": "平台实践：北京工作时间外用车报警"},
    {"rule": "PR-12", "on": true, "since": "2017-03-01", "level": 1,
     "source": "平台实践：印江无派车指令移动50米报警"},
    {"rule": "PR-13", "on": true, "since": "2017-12-05", "level": 1,
     "source": "党政机关公务用车管理办法：回单位停放"},
    {"rule": "PR-20", "on": true, "since": "2017-12-05", "level": 1,
     "source": "党政机关公务用车管理办法：不得既领取公务交通补贴又违规使用公务用车；车改六个不得"},
    {"rule": "PR-21", "on": true, "since": "2014-07-16", "level": 1,
     "source": "公务用车制度改革实践：应急、机要、集体出行、大件涉密、执法等例外，须有凭证"},
    {"rule": "PR-22", "on": true, "since": "2014-07-16", "level": 1,
     "source": "关于全面推进公务用车制度改革的指导意见：补贴保障区域内普通公务出行"},
    {"rule": "PR-23", "on": true, "since": "2014-01-01", "level": 1,
     "source": "中央和国家机关差旅费管理办法（财行〔2013〕531号）：市内交通费包干"},
    {"rule": "PR-24", "on": true, "since": "2017-12-05", "level": 1,
     "source": "党政机关公务用车管理办法：不得挪用执法执勤、机要通信等用车"},
    {"rule": "PR-25", "on": true, "since": "2017-12-05", "level": 1,
     "source": "党政机关公务用车管理办法：不得固定给个人使用"},
    {"rule": "PR-30", "on": true, "since": "2025-05-18", "level": 1,
     "source": "党政机关厉行节约反对浪费条例（2025年修订）：经济适用"},
    {"rule": "PR-31", "on": true, "since": "2017-03-01", "level": 2,
     "source": "平台实践：按方式设单次费用上限，数额为默认配置"},
    {"rule": "PR-32", "on": true, "since": "2017-03-01", "level": 1,
     "source": "公共机构节能条例（国务院令第531号）第三十四条：公共交通、非机动交通优先"},
    {"rule": "PR-33", "on": true, "since": "2024-01-01", "level": 2,
     "source": "平台实践：苏州2024年高铁沿线原则上不派车"},
    {"rule": "PR-34", "on": true, "since": "2012-10-01", "level": 1,
     "source": "机关事务管理条例第十二条：公务用车费用纳入预算"},
    {"rule": "PR-35", "on": true, "since": "2025-05-18", "level": 1,
     "source": "党政机关厉行节约反对浪费条例（2025年修订）：优先选用新能源汽车"},
    {"rule": "PR-47", "on": true, "since": "2004-05-01", "level": 1,
     "source": "道路交通安全法：持有效驾驶证驾驶；记分满12分不得驾驶"},
    {"rule": "PR-50", "on": true, "since": "2017-03-01", "level": 1,
     "source": "平台实践：一车一卡、单车核算"},
    {"rule": "PR-53", "on": true, "since": "2019-07-19", "level": 1,
     "source": "上海市机关事务管理局2019-07-19报告：内部小循环、社会大循环"},
    {"rule": "PR-62", "on": true, "since": "2012-10-01", "level": 1,
     "source": "机关事务管理条例第十五条：不得化整为零（类推）"}
  ],
  "requests": {"purposeCharacters": 6, "noticeMinutes": 30, "noticeModes": ["CHAUFFEUR"], "horizonDays": 15,
    "pastMinutes": 10},
  "days": {"workFrom": "07:00", "workTo": "20:00",
    "restDayPurposes": ["EMERGENCY_DUTY", "ON_DUTY", "CONFIDENTIAL", "FOREIGN_AFFAIRS"], "calendar": []},
  "approvals": {"windowMinutes": 30, "costPercent": 20, "backfillWorkdays": 1, "backfillBy": "18:00",
    "afterTripPurposes": ["EMERGENCY_DUTY"], "longTripHours": 8, "longTripLevel": 2},
  "allowances": {"districts": ["黄浦", "静安", "徐汇", "长宁", "普陀", "虹口", "杨浦"], "groupPassengers": 3,
    "exemptPurposes": ["EMERGENCY_DUTY", "CONFIDENTIAL", "ENFORCEMENT", "FOREIGN_AFFAIRS"], "city": "上海"},
  "costs": {"dearerFen": 2000, "dearerPercent": 50, "bikeFen": 1000, "carSharePerDayFen": 20000,
    "chauffeurTripFen": 30000, "chauffeurHalfDayFen": 40000, "chauffeurDayFen": 70000, "chauffeurTripHours": 2,
    "halfDayHours": 4, "splitOrders": 3, "splitGapMinutes": 120},
  "modes": {"shortDistanceM": 3000, "longDistanceM": 15000,
    "railwayCities": ["南京", "镇江", "常州", "无锡", "苏州", "昆山", "嘉兴", "杭州"], "rangeFactor": 1.3,
    "reserveKm": 15, "withinMinutes": 15},
  "drivers": {"licenceClasses": ["A1", "A2", "A3", "B1", "B2", "C1", "C2", "C5"], "pointsMax": 12},
  "keptCars": {"purposes": ["CONFIDENTIAL", "EMERGENCY_DUTY", "ENFORCEMENT", "FOREIGN_AFFAIRS"], "movedM": 50,
    "fixes": 2, "hdopMax": 5.0, "fenceM": 200, "homeBy": "22:00", "samePersonPercent": 60},
  "charging": {"efficiency": 0.9, "slack": 1.1, "graceMinutes": 30, "innerLoopUnits": []}
}
$policy$
where version = '2026.1';

alter table trip.policy add constraint policy_before_it_holds check (published_at <= valid_from);
grant insert, update (valid_to) on trip.policy to ${runtime};
