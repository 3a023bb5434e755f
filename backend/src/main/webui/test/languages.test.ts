import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en as consoleEn } from '@/i18n/console.en'
import { zh as consoleZh } from '@/i18n/console.zh'
import { en as phoneEn } from '@/i18n/phone.en'
import { zh as phoneZh } from '@/i18n/phone.zh'

type Texts = { [key: string]: string | Texts }

function flat(texts: Texts, before = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[before + key, value] as const] : [...flat(value, before + key + '.')]
    )
  )
}

const SOURCES = join(import.meta.dirname, '../src')

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? files(join(folder, entry.name))
      : /\.(vue|ts)$/.test(entry.name)
        ? [join(folder, entry.name)]
        : []
  )
}

/** Keys written out in the source, and the beginnings of those put together at run time. */
function used(...folders: string[]): { whole: Set<string>; beginnings: Set<string> } {
  const whole = new Set<string>()
  const beginnings = new Set<string>()
  for (const file of folders.flatMap((folder) => files(join(SOURCES, folder)))) {
    const source = readFileSync(file, 'utf8')
    for (const [, key, joined] of source.matchAll(/\bt\(\s*'([\w.]+)'(\s*\+)?/g)) {
      ;(joined ? beginnings : whole).add(key!)
    }
    for (const [, first, second] of source.matchAll(/\bt\([^'()]+\?\s*'([\w.]+)'\s*:\s*'([\w.]+)'\)/g)) {
      whole.add(first!).add(second!)
    }
  }
  return { whole, beginnings }
}

/** Every text in quotes that could be a key, for finding keys that nothing asks for. */
function quoted(...folders: string[]): Set<string> {
  const found = new Set<string>()
  for (const file of folders.flatMap((folder) => files(join(SOURCES, folder)))) {
    for (const [, text] of readFileSync(file, 'utf8').matchAll(/'([\w.-]+)'/g)) {
      found.add(text!)
    }
  }
  return found
}

const PROJECT = join(import.meta.dirname, '../../../../..')

describe('texts about refusals', () => {
  it('name refusals of the contract only', () => {
    const table = readFileSync(join(PROJECT, 'mobile-api-spec/problems.md'), 'utf8')
    const ours = ['unreachable', 'offline', 'no-answer']
    const slugs = Object.keys(phoneZh.fix).filter((slug) => !ours.includes(slug))
    expect(slugs.filter((slug) => !table.includes(`| ${slug} |`))).toEqual([])
  })

  it('name every check of a return', () => {
    const checks = readFileSync(
      join(PROJECT, 'backend/src/main/java/org/twinloop/trip/ride/EndChecks.java'),
      'utf8'
    ).matchAll(/"\/checks\/(\w+)"/g)
    const names = [...checks].map(([, name]) => 'checks_' + name)
    expect(names.length).toBeGreaterThan(3)
    expect(names.filter((name) => !(name in phoneZh.field))).toEqual([])
  })
})

describe.each([
  ['phone', phoneZh, phoneEn, ['phone', 'shared', 'map']],
  ['console', consoleZh, consoleEn, ['console', 'shared', 'map']]
] as const)('texts of the %s pages', (_page, zh, en, folders) => {
  const chinese = flat(zh as Texts)
  const english = flat(en as Texts)

  it('are there in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it('are never empty and take the same values', () => {
    const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
    for (const [key, text] of chinese) {
      expect(text.trim(), key).not.toBe('')
      expect(holes(english.get(key) ?? ''), key).toEqual(holes(text))
    }
  })

  it('are punctuated as Chinese is', () => {
    for (const [key, text] of chinese) {
      expect(text, key).not.toMatch(/\p{Script=Han}[,:;!?()]|[,:;!?()]\p{Script=Han}/u)
    }
  })

  it('are all asked for', () => {
    const known = quoted('phone', 'console', 'shared', 'map')
    const asked = (key: string) =>
      known.has(key) || key.split('.').some((_, at, parts) => at > 0 && known.has(parts.slice(0, at).join('.') + '.'))
    expect([...chinese.keys()].filter((key) => !asked(key))).toEqual([])
  })

  it('answer every key the pages ask for', () => {
    const { whole, beginnings } = used(...folders)
    expect(whole.size).toBeGreaterThan(30)
    expect([...whole].filter((key) => !chinese.has(key))).toEqual([])
    expect([...beginnings].filter((start) => ![...chinese.keys()].some((key) => key.startsWith(start)))).toEqual([])
  })
})
