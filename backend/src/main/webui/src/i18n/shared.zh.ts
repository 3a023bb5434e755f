export const sharedZh = {
  common: {
    retry: '重试',
    back: '返回',
    cancel: '取消',
    close: '关闭',
    more: '加载更多',
    offline: '网络已断开。已显示的内容可能过时,恢复后会自动继续。'
  },
  language: { title: '语言', other: 'English' },
  app: { name: '双环出行', line: '公务出行 · 一次提交 · 全程留痕' },
  problem: {
    unreachable: '无法连接服务',
    unreachableFix: '请检查网络后重试;已提交的操作不会重复执行。',
    unknown: '请求未成功',
    page: '页面出错',
    trace: '报修时请提供编号'
  },
  field: {
    login: '账号',
    password: '密码',
    from: '出发地',
    to: '目的地',
    departAt: '出发时间',
    passengers: '人数',
    purpose_text: '事由',
    purpose_category: '事由类别',
    costCentre: '预算',
    note: '备注',
    assetNo: '车辆编号',
    reason: '理由',
    checks_bay: '停车位置',
    checks_area: '停车位置',
    checks_doors: '车门',
    checks_plug: '充电枪',
    checks_plugged: '充电枪',
    checks_report: '车辆报告',
    checks_locked: '车锁',
    operator: '运营商',
    period: '账期'
  },
  map: {
    zoomIn: '放大',
    zoomOut: '缩小',
    failed: '此设备无法显示地图,其余功能不受影响。',
    fromLetter: '起',
    toLetter: '终',
    plan: '选点地图',
    option: '路线地图',
    trip: '行程实时地图',
    console: '车辆与充电桩实时地图'
  },
  age: { never: '从未上报', s: '{n} 秒前', min: '{n} 分钟前', h: '{n} 小时前', d: '{n} 天前' },
  unit: { min: '分钟' },
  loop: { INNER: '小循环', OUTER: '大循环', hub: '枢纽' },
  calendar: { OURS: '公务专用车', OPERATOR: '社会共享车(需运营商确认)' },
  role: {
    TRAVELLER: '出行人',
    APPROVER: '审批人',
    VEHICLE_ADMINISTRATOR: '车辆管理员',
    FLEET_MANAGER: '车队调度',
    FINANCE: '财务',
    SUPERVISOR: '监管',
    AUDITOR: '审计',
    PARTNER: '合作运营商',
    ADMINISTRATOR: '系统管理员'
  },
  signIn: {
    login: '账号',
    password: '密码',
    go: '登录',
    busy: '正在登录…',
    demo: '演示账号(点一下即登录)'
  },
  mode: {
    EV: '电动车自驾',
    BIKE: '自行车',
    CHAUFFEUR: '专车(带驾驶员)',
    WALK: '步行',
    TRANSIT_ESTIMATE: '公共交通(估算)'
  },
  state: {
    SUBMITTED: '待审批',
    RETURNED: '已退回',
    REJECTED: '未批准',
    PENDING_PARTNER: '待运营商确认',
    BOOKED: '已预订',
    IN_PROGRESS: '行程中',
    ENDED: '已还车',
    SETTLED: '已结算',
    CANCELLED: '已取消',
    EXPIRED: '已过期',
    NO_SHOW: '未取车',
    DECLINED: '运营商未接受'
  },
  purpose: {
    MEETING: '会议',
    INSPECTION: '调研检查',
    DOCUMENT_DELIVERY: '文件递送',
    RECEPTION: '公务接待',
    TRAINING: '培训',
    ENFORCEMENT: '执法',
    EMERGENCY_DUTY: '应急处置',
    ON_DUTY: '值班',
    CONFIDENTIAL: '机要',
    FOREIGN_AFFAIRS: '外事',
    OTHER: '其他'
  }
}
