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
  for (const file of folders.flatMap((folder) => files(join('src', folder)))) {
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

  it('answer every key the pages ask for', () => {
    const { whole, beginnings } = used(...folders)
    expect(whole.size).toBeGreaterThan(30)
    expect([...whole].filter((key) => !chinese.has(key))).toEqual([])
    expect([...beginnings].filter((start) => ![...chinese.keys()].some((key) => key.startsWith(start)))).toEqual([])
  })
})
