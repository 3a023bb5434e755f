import { sharedZh } from './shared.zh'

export const zh = {
  ...sharedZh,
  console: {
    name: '控制台', menu: '主菜单', cityTime: '城市时间', demo: '演示时钟 ×{n}', phone: '手机页面', signOut: '退出',
    nothing: '您的身份没有控制台功能,请使用手机页面。'
  },
  menu: {
    live: '实时总览', piles: '充电桩', vehicles: '车辆', feeds: '数据接入', orders: '我的订单', statements: '账单核对',
    budgets: '预算', prices: '价目表', chain: '行程留痕', findings: '监管发现'
  },
  table: { count: '显示 {shown} / 共 {all}', reload: '刷新', loading: '正在读取…', nothing: '没有记录。' },
  live: {
    connecting: '正在连接', open: '实时', lost: '连接中断', stopped: '已停止', asOf: '截至 {at}',
    behind: '画面停在 {age},正在重连。', cars: '车辆', piles: '充电枪', bikes: '自行车(可用 / 全部)', trips: '行程',
    newest: '最新报告', oldest: '最久未报', feed: '数据更新', active: '进行中', today: '今日申请', showPiles: '充电桩',
    showLoops: '环线', site: '空闲 {free} / {all},未知 {unknown}'
  },
  carState: { PARKED: '停放', DRIVING: '行驶', CHARGING: '充电', IN_USE: '使用中', UNKNOWN: '未知' },
  pileState: {
    AVAILABLE: '空闲', CHARGING: '充电中', RESERVED: '已预留', BLOCKED: '被占', INOPERATIVE: '停用', OUTOFORDER: '故障',
    UNKNOWN: '未知'
  },
  pile: {
    id: '桩号-枪号', stop: '站点', status: '状态', age: '上报', power: '功率', operator: '运营商', anyStatus: '全部状态',
    stopSearch: '站点名称或桩号'
  },
  car: { plate: '车牌', soc: '电量' },
  vehicle: {
    model: '车型', state: '状态', age: '上报', loop: '环线', whose: '归属', stop: '所在站点', label: '二维码标签',
    anyState: '全部状态', search: '车牌、车型或编号'
  },
  operator: { EVC: 'EVC 分时租赁', SHQ: 'SHQ 汽车服务', MBK: 'MBK 单车', CHA: 'CHA 充电', CHB: 'CHB 充电' },
  product: { CAR_SHARE: '分时用车', CHAUFFEUR: '专车', BIKE: '自行车', CHARGING: '充电' },
  statement: {
    import: '导入运营商账单', file: '账单文件', go: '导入并核对', tooLarge: '文件超过 20 MB。',
    hint: 'CSV(UTF-8),每行与行程记录和合同价目逐项核对;同一文件重复导入不会重复入账。', at: '导入时间', lines: '行数',
    open: '待处理', billed: '账单金额', expected: '核定金额', delta: '差额', show: '查看', none: '还没有账单。',
    title: '账单核对结果', anyVerdict: '全部结论', verdict: '结论', shown: '显示 {n} 行', lineNo: '行号', order: '订单',
    why: '说明', noLines: '没有这一类的行。'
  },
  verdict: {
    MATCHED: '一致', DIFFERENT: '金额不一致', MISSING_TRIP: '无对应行程', MISSING_BILL: '漏开', DUPLICATE: '重复',
    CANCELLED_BILLED: '已取消仍计费', REJECTED: '无法读取'
  },
  budget: {
    code: '编号', name: '名称', use: '使用', useOf: '已用与冻结 {n}%', allotment: '年度预算', spent: '已支出',
    held: '已冻结', available: '可用'
  },
  price: { product: '产品', class: '车型级别', version: '版本', valid: '有效期', terms: '价格', open: '至今' },
  terms: {
    flat: '前 {minutes} 分钟 {fen}', perMinute: '之后每分钟 {fen}', perKm: '每公里 {fen}', cap: '每 24 小时封顶 {fen}',
    step: '每超 {minutes} 分钟 {fen}', package: '{minutes} 分钟 / {km} 公里 {fen}', overKm: '超公里每公里 {fen}',
    band: '{from}–{to} 每度 {fen}', service: '服务费每度 {fen}'
  },
  feed: {
    line: '每 5 秒更新', feed: '接口', state: '状态', lastOk: '上次成功', lag: '数据时效', received: '已接收',
    rejected: '已拒收', error: '最近错误'
  },
  feedState: { OK: '正常', STALE: '滞后', DOWN: '中断' },
  order: { line: '乘客以逐单变化的代号出现', order: '平台订单', time: '时间', minutes: '分钟', state: '状态' },
  orderState: { FINISHED: '完成', CANCELLED: '取消' },
  chain: {
    line: '一次行程的全部事件,按序号排列,逐条哈希相连', tripId: '行程编号', go: '查看', entries: '{n} 条事件',
    payload: '内容', none: '没有事件。', recent: '最近的行程'
  },
  finding: { at: '时间', severity: '程度', rule: '规则', text: '发现', trip: '行程' },
  severity: { INFO: '提示', WARNING: '警示', CRITICAL: '严重' }
}
