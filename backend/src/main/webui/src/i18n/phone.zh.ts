import { sharedZh } from './shared.zh'

export const zh = {
  ...sharedZh,
  tab: { label: '主菜单', plan: '出行', trips: '行程', approvals: '审批', messages: '消息', me: '我的' },
  search: {
    placeholder: '地点名称、拼音首字母或英文',
    recent: '最近使用',
    hint: '可输入中文(虹桥站)、拼音首字母(hqz)或英文(Hongqiao)。',
    nothing: '没有找到“{q}”。换个写法,或在地图上点选。'
  },
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
    none: '目前没有可用方案,原因见下。',
    rejected: '另有 {n} 种方式不可用,查看原因',
    expired: '这些方案已于 {at} 失效,请返回重新查询。',
    note: '方案依据 {at} 的实时车况计算;价格按合同价目表,与结算用同一算法。'
  },
  option: {
    price: '预计费用',
    arrivalSoc: '到达电量',
    legs: '路段',
    estimated: '估算',
    notBookable: '仅供比较',
    way: '路线',
    car: '车辆与还车',
    priceLines: '费用构成',
    total: '合计',
    compareOnly: '此方式仅供比较,不在平台预订。',
    companion: '同行人 {n}'
  },
  label: { FASTEST: '最快', CHEAPEST: '最省', GREENEST: '最低碳' },
  policy: {
    title: '用车规定',
    IN_POLICY: '符合规定',
    NEEDS_APPROVAL: '需审批',
    BLOCKED: '不允许',
    nothing: '各项规定均符合,提交后立即预订。',
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
    textHint: '至少 6 个字,审批人与审计可见。',
    textExample: '例:参加虹桥枢纽协调会',
    companion: '第 {n} 位乘客姓名',
    costCentre: '预算',
    budget: '{name} {code}',
    available: '可用余额 {fen}',
    short: '该预算余额不足以冻结本次费用。',
    note: '备注(可不填)',
    emergency: '紧急公务,事后补审批',
    hold: '提交后将冻结预算 {fen},结算后多退',
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
    quoted: '预计费用',
    held: '已冻结',
    approval: '审批',
    decidedBy: '{name} {at}',
    because: '理由:{reason}',
    expires: '{at} 前未审批将自动释放车辆与预算',
    pendingPartner: '正在等待运营商确认车辆,确认后即可取车。',
    settling: '已还车,正在按实际用量结算…',
    receipt: '查看结算单',
    lost: '实时连接中断,正在重连。',
    lostSince: '车辆位置停留在 {at}。',
    eta: '预计到达',
    reported: '位置更新',
    id: '行程编号'
  },
  step: { SUBMITTED: '申请', BOOKED: '预订', IN_PROGRESS: '用车', ENDED: '还车', SETTLED: '结算' },
  decision: { WAITING: '待审批', APPROVE: '已批准', REJECT: '未批准', RETURN: '已退回' },
  unlock: {
    title: '取车开锁',
    scan: '扫描车上二维码',
    assetNo: '或输入车辆编号',
    hint: '二维码下方以 TL 开头的编号',
    go: '开锁',
    underway: '等待车辆确认…',
    demo: '演示:读取车上二维码'
  },
  scan: {
    title: '扫描二维码',
    hint: '将二维码置于画面中',
    denied: '没有摄像头权限,请在浏览器设置中允许,或手工输入编号。',
    failed: '摄像头无法使用,请手工输入编号。',
    none: '此设备没有可用的摄像头,请手工输入编号。'
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
    reason: '原因:{reason}'
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
    hint: '停入还车站点、关好车门,有充电桩的车位请插枪,再结束行程。',
    lock: '锁车',
    go: '结束行程',
    busy: '正在检查…'
  },
  cancel: { go: '取消行程', reason: '取消原因', confirm: '确认取消' },
  receipt: {
    title: '结算单',
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
    approve: '批准',
    reject: '不批准',
    return: '退回'
  },
  messages: { title: '消息', none: '没有消息。' },
  me: {
    title: '我的',
    roles: '身份',
    cityTime: '城市时间',
    version: '版本',
    console: '打开控制台',
    signOut: '退出登录'
  }
}
