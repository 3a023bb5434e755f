/** A statement as text, and the encoding it was in. */
export interface StatementText {
  text: string
  encoding: 'UTF-8' | 'GB18030'
}

/** Excel in China saves as GBK, a part of GB18030: whatever is not UTF-8 is read as that, never half of it. */
export function readStatement(bytes: ArrayBuffer): StatementText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) {
      throw thrown
    }
    return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'GB18030' }
  }
}

/** The first line of every statement, and one order as it is meant. */
export const TEMPLATE = [
  'statement_no,period,operator_code,operator_order_id,platform_order_id,product,unit_code,plate,started_at,ended_at,' +
    'minutes,km,time_fen,distance_fen,package_fen,energy_wh,energy_fen,service_fen,toll_fen,parking_fen,other_fen,' +
    'discount_fen,total_fen,status',
  'EVC-2026-10,2026-10,EVC,EVC-0001,0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00,CAR_SHARE,GOA-01,沪AD00000,' +
    '2026-10-12T09:00:00+08:00,2026-10-12T09:40:00+08:00,40,12.0,2000,0,0,0,0,0,0,0,0,0,2000,NORMAL',
  ''
].join('\r\n')
