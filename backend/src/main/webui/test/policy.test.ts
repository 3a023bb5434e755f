import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { draftOf, emptyLevel, levelOf, standings, type Chain } from '@/console/chainDraft'
import {
  changes,
  fromInput,
  keyOf,
  LIMITS,
  read,
  rows,
  toInput,
  write,
  type Limit,
  type Settings
} from '@/console/policy/limits'
import type { Schemas } from '@/api/client'

const limit = (key: string): Limit => LIMITS.find((one) => keyOf(one) === key)!

/** Settings with a value in every place, and one rule. */
function settings(): Settings {
  const made = {
    rules: [{ rule: 'PR-31', on: true, since: '2017-03-01', source: '平台实践', level: 2 }],
    days: { calendar: [] }
  }
  for (const one of LIMITS) {
    const group = ((made as Record<string, unknown>)[one.group] ??= {}) as Record<string, unknown>
    group[one.name] = ['words', 'purposes', 'modes'].includes(one.kind) ? [] : one.kind === 'time' ? '07:00' : 1
  }
  return made as unknown as Settings
}

describe('the limits of a policy', () => {
  it('are those of the documentation, each told with a rule of it', () => {
    const told = readFileSync(join(import.meta.dirname, '../../../../../docs/policy.md'), 'utf8')
    const documented = [...told.matchAll(/^\| `(\w+)\.(\w+)` \|[^|]*\| ([^|]*) \|/gm)]
      .filter(([, group, name]) => `${group}.${name}` !== 'days.calendar')
      .map(([, group, name, rules]) => ({ key: group + '_' + name, rules: rules! }))
    expect(LIMITS.map(keyOf).sort()).toEqual(documented.map((one) => one.key).sort())
    for (const { key, rules } of documented) {
      expect(rules, key).toContain(limit(key).rule || '–')
    }
  })

  it('are typed in yuan, in words and in numbers, and nothing else is taken', () => {
    expect(toInput(limit('costs_bikeFen'), 1050)).toBe('10.50')
    expect(fromInput(limit('costs_bikeFen'), '10.5')).toBe(1050)
    expect(fromInput(limit('costs_bikeFen'), '10,5')).toBeNull()
    expect(fromInput(limit('requests_noticeMinutes'), '-1')).toBeNull()
    expect(fromInput(limit('modes_rangeFactor'), '1.3')).toBe(1.3)
    expect(fromInput(limit('days_workFrom'), '24:00')).toBeNull()
    expect(fromInput(limit('allowances_districts'), '黄浦、静安, 徐汇 静安')).toEqual(['黄浦', '静安', '徐汇'])
    expect(fromInput(limit('allowances_city'), ' ')).toBeNull()
  })

  it('say what a draft changes', () => {
    const before = settings()
    const after = structuredClone(before)
    expect(changes(before, after)).toEqual({ rules: [], limits: [], calendar: false })
    write(after, limit('costs_bikeFen'), 2000)
    after.rules[0]!.on = false
    after.days.calendar.push({ date: '2026-12-31', type: 'REST', source: '通知' })
    expect(read(after, limit('costs_bikeFen'))).toBe(2000)
    expect(changes(before, after)).toEqual({ rules: ['PR-31'], limits: ['costs_bikeFen'], calendar: true })
  })

  it('stand with the first of two sentences of a rule, not twice', () => {
    const sentence = (nameZh: string) => ({ rule: 'PR-53', nameZh }) as Schemas['PolicyRuleView']
    const [row, ...more] = rows([sentence('小循环限内部'), sentence('充满即走')])
    expect(more).toEqual([])
    expect(row!.sentences).toHaveLength(2)
    expect(row!.limits.map(keyOf)).toEqual(['charging_graceMinutes', 'charging_innerLoopUnits'])
  })
})

describe('a chain of approval', () => {
  const chain = (id: string, from: string) => ({ id, from, levels: [] }) as Chain

  it('holds when it is the newest that has begun', () => {
    const all = [
      chain('next', '2026-12-01T00:00:00Z'),
      chain('now', '2026-11-01T00:00:00Z'),
      chain('old', '2026-01-01T00:00:00Z')
    ]
    const found = standings(all, Date.parse('2026-11-27T00:00:00Z'))
    expect([...found]).toEqual([
      ['next', 'COMING'],
      ['now', 'IN_FORCE'],
      ['old', 'PAST']
    ])
    expect(standings([], 0).size).toBe(0)
  })

  it('is sent with a role or with people, never with both', () => {
    const draft = { ...emptyLevel(2), nameZh: ' 分管领导 ', nameEn: 'deputy head', people: 'a\nb', remindMinutes: '60' }
    expect(levelOf(draft)).toEqual({
      nameZh: '分管领导',
      nameEn: 'deputy head',
      role: 'APPROVER',
      people: [],
      fromLevels: 2,
      remindMinutes: 60
    })
    const named = levelOf({ ...draft, by: 'people', remindMinutes: '' })
    expect(named).toEqual({ nameZh: '分管领导', nameEn: 'deputy head', people: ['a', 'b'], fromLevels: 2 })
    expect(levelOf(draftOf(named))).toEqual(named)
  })
})
