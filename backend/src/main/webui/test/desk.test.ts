import { describe, expect, it } from 'vitest'
import { factsInWords } from '@/console/alertFacts'
import { readStatement, TEMPLATE } from '@/console/statementFile'

describe('a statement', () => {
  it('in UTF-8 is read as it is', () => {
    const bytes = new TextEncoder().encode('沪AD00000').buffer as ArrayBuffer
    expect(readStatement(bytes)).toEqual({ text: '沪AD00000', encoding: 'UTF-8' })
  })

  it('saved by Excel in GBK keeps its Chinese', () => {
    const bytes = new Uint8Array([0xbb, 0xa6, 0x41, 0x44]).buffer
    expect(readStatement(bytes)).toEqual({ text: '沪AD', encoding: 'GB18030' })
  })

  it('has as many columns in the template as names', () => {
    const [names, order] = TEMPLATE.trim().split('\r\n')
    expect(order!.split(',')).toHaveLength(names!.split(',').length)
  })
})

describe('what a rule saw of a car', () => {
  const words: Record<string, string> = { 'fact.distanceM': '移动', 'fact.fromLon': '原位置' }
  const told = (facts: Record<string, unknown>) =>
    factsInWords(
      facts,
      (key) => words[key] ?? key,
      (key) => key in words
    )

  it('is told with units, and a position as one fact', () => {
    expect(told({ fromLon: 121.46123, fromLat: 31.2, distanceM: 1234.5 })).toEqual([
      '原位置 31.2000, 121.4612',
      '移动 1.2 km'
    ])
  })

  it('that has no words keeps its name', () => {
    expect(told({ cell: 7 })).toEqual(['cell 7'])
  })
})
