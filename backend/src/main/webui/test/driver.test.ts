import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { takeLink } from '@/driver/link'
import { en, zh } from '@/driver/texts'

type Texts = { [key: string]: string | Texts }

function keys(texts: Texts, before = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : keys(value, before + key + '.')
  )
}

describe('the link of a driver', () => {
  beforeEach(() => sessionStorage.clear())

  it('leaves the address bar and stays for the tab', () => {
    history.replaceState(null, '', '/driver.html#a-signed-link')

    expect(takeLink()).toBe('a-signed-link')

    expect(location.href).not.toContain('a-signed-link')
    expect(takeLink()).toBe('a-signed-link')
  })

  it('gives way to a newer one', () => {
    history.replaceState(null, '', '/driver.html#first')
    takeLink()
    history.replaceState(null, '', '/driver.html#second')

    expect(takeLink()).toBe('second')
  })
})

describe('texts of the driver page', () => {
  it('are there in both languages', () => {
    expect(keys(en as Texts).sort()).toEqual(keys(zh as Texts).sort())
  })

  it('answer every key the page asks for', () => {
    const source = readFileSync(join(import.meta.dirname, '../src/driver/App.vue'), 'utf8')
    const asked = [...source.matchAll(/\bt\(\s*'([\w.]+)'\s*[),]/g)].map(([, key]) => key!)
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.filter((key) => !keys(zh as Texts).includes(key))).toEqual([])
  })

  it('name every step of the contract and only refusals that there are', () => {
    const project = join(import.meta.dirname, '../../../../..')
    const contract = readFileSync(join(project, 'mobile-api-spec/openapi.yaml'), 'utf8')
    const kinds = /enum: \[(ON_THE_WAY[^\]]+)\]/.exec(contract)![1]!.split(', ')
    expect(Object.keys(zh.step).sort()).toEqual(kinds.sort())
    const problems = readFileSync(join(project, 'mobile-api-spec/problems.md'), 'utf8')
    const ours = ['unreachable', 'offline', 'no-answer']
    const slugs = Object.keys(zh.fix).filter((slug) => !ours.includes(slug))
    expect(slugs.filter((slug) => !problems.includes(`| ${slug} |`))).toEqual([])
  })
})
