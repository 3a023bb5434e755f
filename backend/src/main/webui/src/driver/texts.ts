import { sharedEn } from '@/i18n/shared.en'
import { sharedZh } from '@/i18n/shared.zh'

export const zh = {
  ...sharedZh,
  fix: {
    ...sharedZh.fix,
    'driver-link-refused': '链接已失效或已更换。请向派车公司索取新链接。',
    'driver-step-refused': '步骤顺序有变，请刷新后查看当前步骤。',
    'photo-refused': '请重新拍摄票据，使用 JPEG、PNG 或 WebP 照片。'
  },
  field: { ...sharedZh.field, odometerKm: '里程表', fen: '金额', receiptNo: '票据号' },
  sheet: {
    title: '派车单',
    from: '上车',
    to: '下车',
    at: '约定时间',
    people: '{n} 人',
    plate: '车辆',
    unit: '用车单位',
    via: '途经',
    stay: '停 {n} 分钟',
    until: '预计结束',
    contact: '联系人',
    told: '已登记',
    over: '行程已结束，谢谢。',
    refresh: '刷新',
    sharing: '行程中，位置正在提供给乘车人；结束后即删除。',
    noPosition: '无法取得位置。可继续登记步骤。'
  },
  enter: {
    odometer: '里程表读数（公里）',
    yuan: '金额（元）',
    receipt: '票据号',
    save: '登记',
    invalid: '请填写有效的数字和票据号。'
  },
  photo: { take: '拍摄票据', sent: '已上传 {n} 张' },
  step: {
    ON_THE_WAY: '出发',
    ARRIVED: '已到达上车点',
    ONBOARD: '乘客已上车',
    WAIT_BEGIN: '开始等候',
    WAIT_END: '结束等候',
    TOLL: '过路费',
    PARKING: '停车费',
    FINISHED: '行程结束'
  }
}

export const en: typeof zh = {
  ...sharedEn,
  fix: {
    ...sharedEn.fix,
    'driver-link-refused': 'The link has ended or was replaced. Ask your company for a new one.',
    'driver-step-refused': 'The steps have moved on; refresh and look.',
    'photo-refused': 'Take the photo again, as JPEG, PNG or WebP.'
  },
  field: { ...sharedEn.field, odometerKm: 'Odometer', fen: 'Amount', receiptNo: 'Receipt' },
  sheet: {
    title: 'Dispatch order',
    from: 'From',
    to: 'To',
    at: 'Agreed time',
    people: '1 person | {n} people',
    plate: 'Car',
    unit: 'For',
    via: 'By way of',
    stay: 'waits 1 min | waits {n} min',
    until: 'Planned end',
    contact: 'Contact',
    told: 'Told so far',
    over: 'The ride is over. Thank you.',
    refresh: 'Refresh',
    sharing: 'Under way: your position is shown to the traveller, and deleted at the end.',
    noPosition: 'No position can be had. You can go on with the steps.'
  },
  enter: {
    odometer: 'Odometer (km)',
    yuan: 'Amount (yuan)',
    receipt: 'Receipt number',
    save: 'Save',
    invalid: 'Enter a valid number and receipt number.'
  },
  photo: { take: 'Photograph the receipt', sent: '{n} sent' },
  step: {
    ON_THE_WAY: 'On the way',
    ARRIVED: 'At the pick-up',
    ONBOARD: 'Passengers on board',
    WAIT_BEGIN: 'Waiting begins',
    WAIT_END: 'Waiting ends',
    TOLL: 'Toll',
    PARKING: 'Parking',
    FINISHED: 'Ride finished'
  }
}
