import { sharedZh } from './shared.zh'

export const zh = {
  ...sharedZh,
  tab: { label: '主菜单', plan: '出行', trips: '行程', approvals: '审批', messages: '消息', me: '我的' },
  search: {
    placeholder: '地点名称、拼音首字母或英文',
    recent: '最近使用',
    hint: '可输入中文（虹桥站）、拼音首字母（hqz）或英文（Hongqiao）。',
    nothing: '没有找到“{q}”。换个写法，或在地图上点选。'
  },
  page: {
    plan: '出行',
    'sign-in': '登录',
    options: '出行方案',
    option: '方案详情',
    trips: '我的行程',
    trip: '行程',
    receipt: '费用单',
    approvals: '待我审批',
    messages: '消息',
    me: '我的',
    findings: '用车监管'
  },
  day: { today: '今天', tomorrow: '明天' },
  plan: {
    from: '出发地',
    to: '目的地',
    fromEmpty: '从哪里出发',
    toEmpty: '到哪里去',
    swap: '交换出发地和目的地',
    departAt: '出发时间',
    passengers: '人数',
    fewer: '减少一人',
    more: '增加一人',
    purpose: '事由类别',
    go: '查看方案',
    busy: '正在计算方案…',
    cityTime: '城市时间'
  },
  options: {
    title: '出行方案',
    people: '{n} 人',
    none: '目前没有可用方案，原因见下。',
    rejected: '另有 {n} 种方式不可用，查看原因',
    expired: '这些方案已于 {at} 失效。',
    again: '重新查询',
    note: '按 {at} 的实时车况计算；价格取自合同价目表，结算时用同一算法。'
  },
  option: {
    price: '预计费用',
    arrivalSoc: '到达电量',
    charging: '途中充电',
    chargeAt: '途中在{stop}充电',
    co2: '碳排放',
    co2Basis: '碳排放依据：{basis}',
    estimated: '估算',
    notBookable: '仅供比较',
    way: '路线',
    car: '车辆与还车',
    priceLines: '费用构成',
    total: '合计',
    blocked: '此方式不符合用车规定，原因见上；请选择其他方式。',
    companion: '同行人 {n}'
  },
  label: { FASTEST: '最快', CHEAPEST: '最省', GREENEST: '最低碳' },
  policy: {
    title: '用车规定',
    IN_POLICY: '符合规定',
    NEEDS_APPROVAL: '需审批',
    BLOCKED: '不允许',
    nothing: '各项规定均符合，提交后立即预订。',
    met: '各项规定均符合。',
    version: '规则版本 {v}',
    action: { BLOCK: '不允许', ESCALATE: '须审批', WARN: '提示' }
  },
  leg: {
    WALK: '步行',
    DRIVE: '驾车',
    BIKE: '骑行',
    CHAUFFEUR: '乘车',
    TRANSIT: '公共交通',
    instructions: '{n} 条路线指引'
  },
  car: {
    plate: '车辆',
    soc: '电量',
    stop: '取车站点',
    calendar: '车辆性质',
    returnTo: '还车站点',
    pile: '已留充电桩'
  },
  request: {
    title: '填写申请',
    category: '事由类别',
    text: '事由',
    textHint: '至少 6 个字，审批人与审计可见。',
    textExample: '例：参加虹桥枢纽协调会',
    companion: '第 {n} 位乘客姓名',
    costCentre: '预算',
    budget: '{name} {code}',
    available: '可用余额 {fen}',
    short: '该预算余额不足以冻结本次费用。',
    note: '备注（可不填）',
    emergency: '紧急公务，事后补审批',
    hold: '提交后冻结预算 {fen}，结算后退回多余部分',
    go: '提交并预订',
    goApproval: '提交审批',
    busy: '正在提交…'
  },
  trip: {
    title: '行程',
    progress: '行程进度',
    time: '时间',
    mode: '方式',
    purpose: '事由',
    costCentre: '预算',
    traveller: '出行人',
    bookedBy: '代申请人',
    driver: '驾驶员',
    orderNo: '派车单号',
    quoted: '预计费用',
    held: '已冻结',
    approval: '审批',
    decidedBy: '{name} {at}',
    because: '理由：{reason}',
    expires: '{at} 前未审批将自动释放车辆与预算',
    receipt: '查看费用单',
    speed: '车速',
    noPosition: '等待车辆上报位置…',
    silent: '车辆已有一段时间没有上报（{age}），以上为最后一次上报的数据。',
    lost: '实时连接中断，正在重连。',
    lostSince: '车辆位置停留在 {at}。',
    eta: '预计到达',
    reported: '位置更新于 {age}',
    id: '行程编号'
  },
  next: {
    approval: '等待审批，最晚 {at} 有结果。',
    partner: '等待运营商确认车辆，确认后会通知您。',
    carLater: '已预订。{at} 起可在{stop}开锁取车。',
    carNow: '已预订。请到{stop}取车。',
    driver: '已预订。{at} 在{from}上车，由驾驶员开始和结束行程。',
    settling: '已还车，正在按实际用量结算…'
  },
  step: { SUBMITTED: '申请', BOOKED: '预订', IN_PROGRESS: '用车', ENDED: '还车', SETTLED: '结算' },
  decision: { WAITING: '待审批', APPROVE: '已批准', REJECT: '已驳回', RETURN: '已退回' },
  unlock: {
    title: '取车开锁',
    scan: '扫描车上二维码',
    assetNo: '或输入车辆编号',
    hint: '二维码下方以 TL 开头的编号',
    go: '开锁',
    underway: '等待车辆确认…',
    early: '{at} 起可开锁',
    demo: '演示：读取车上二维码'
  },
  scan: {
    title: '扫描二维码',
    hint: '将二维码置于画面中',
    denied: '没有摄像头权限，请在浏览器设置中允许，或手工输入编号。',
    failed: '摄像头无法使用，请手工输入编号。',
    none: '此设备没有可用的摄像头，请手工输入编号。'
  },
  command: {
    UNLOCK: '开锁',
    LOCK: '锁车',
    FIND: '寻车',
    NAVIGATE: '发送目的地',
    CHARGE_START: '开始充电',
    CHARGE_STOP: '停止充电',
    RESERVE: '预留',
    CANCEL_RESERVATION: '取消预留',
    reason: '原因：{reason}'
  },
  commandStep: { QUEUED: '已排队', SENT: '已下发', ACKNOWLEDGED: '车辆已应答', CONFIRMED: '车辆已确认' },
  commandState: {
    QUEUED: '排队中',
    SENT: '已下发',
    ACKNOWLEDGED: '等待车辆执行',
    CONFIRMED: '已完成',
    FAILED: '失败',
    EXPIRED: '超时'
  },
  end: {
    title: '还车',
    hint: '停入还车站点、关好车门，有充电桩的车位请插枪，再结束行程。',
    lock: '锁车',
    go: '结束行程',
    busy: '正在检查…'
  },
  cancel: {
    go: '取消行程',
    reason: '取消原因',
    confirm: '确认取消',
    free: '现在取消不收费。',
    fee: '现在取消按价目表收取 {fen}；{at} 前取消不收费。',
    noShow: '未取车将收取 {fen}。'
  },
  withdraw: { go: '撤回申请', reason: '撤回原因', confirm: '确认撤回' },
  extend: {
    go: '调整还车时间',
    until: '用车至',
    title: '用车至 {at}',
    reason: '调整原因',
    confirm: '确认调整',
    longer: '延长 {n} 分钟'
  },
  confirmation: {
    title: '行程确认',
    hint: '请核对里程、费用与行程；逾期未确认将自动确认。',
    statement: '说明（有异议时必填）',
    stars: '司机服务评价',
    noStars: '不评价',
    ok: '确认无误',
    dispute: '有异议',
    done: { TRAVELLER: '您已确认本次行程。', AUTOMATIC: '到期自动确认。', DISPUTED: '您已提出异议，结算人员将核实。' }
  },
  backfill: {
    title: '补录应急事由',
    hint: '请在下一工作日 18:00 前补录，逾期将列为问题线索。',
    reason: '事由',
    go: '提交事由'
  },
  chain: {
    title: '审批链',
    level: '第 {n} 级 {name}',
    inSteadOf: '（代{name}）',
    state: {
      WAITING: '未到',
      OPEN: '审批中',
      APPROVED: '已同意',
      REJECTED: '已驳回',
      RETURNED: '已退回',
      PASSED_ON: '逾期转上级',
      CLOSED: '未审批'
    }
  },
  receipt: {
    title: '费用单',
    total: '实际费用',
    settled: '{at} 结算',
    lines: '费用明细',
    sum: '合计',
    budget: '预算',
    held: '原冻结',
    posted: '实际支出',
    released: '退回',
    priceList: '价目表版本'
  },
  trips: { title: '我的行程', none: '还没有行程。到“出行”里发起第一次公务出行。' },
  approvals: {
    title: '待我审批',
    none: '没有待审批的申请。',
    until: '请在此前处理',
    reason: '审批意见',
    agreed: '同意',
    reasonNeeded: '请写明理由，申请人会看到。',
    done: { APPROVE: '已批准{name}的申请。', REJECT: '已驳回{name}的申请。', RETURN: '已退回{name}的申请。' },
    approve: '批准',
    reject: '驳回',
    return: '退回'
  },
  messages: { title: '消息', none: '没有消息。' },
  password: {
    title: '修改密码',
    old: '原密码',
    fresh: '新密码',
    hint: '至少 10 个字符，不能包含账号。',
    go: '修改密码',
    done: '密码已修改，其他设备上的登录已退出。',
    first: '这是一次性密码，请先设置自己的密码。',
    choose: '设置密码并登录'
  },
  looks: { title: '位置查看记录', LIVE: '实时位置', TRACK: '轨迹', more: '更多' },
  findings: {
    title: '我的用车监管',
    none: '没有需要您说明的情况。',
    words: '请说明当时情况',
    answer: '提交说明',
    appeal: '申诉，由另一人复核',
    phase: {
      OPEN: '待您说明',
      ANSWERED: '已说明，待处理',
      UPHELD: '情况属实，可申诉',
      DISMISSED: '不成立',
      APPEALED: '申诉中，由另一人复核',
      FINAL: '最终结论'
    },
    outcome: { UPHELD: '属实', DISMISSED: '不成立' }
  },
  me: {
    findings: '我的用车监管',
    title: '我的',
    roles: '身份',
    cityTime: '城市时间',
    version: '版本',
    console: '打开管理台',
    signOut: '退出登录'
  }
}
