import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, inject, it } from 'vitest'
import { routes } from '../../../mock-server/control/routes/index.ts'
import { calls } from '../../../mock-server/inspector/page/calls.ts'

const folder = join(import.meta.dirname, '../../../mock-server/inspector/page')
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

describe('the source of the page', () => {
  it('makes only calls that the control API has', () => {
    const known = routes.map(({ id, method, path }) => `${id} ${method} ${path}`)
    const made = Object.entries(calls).map(([id, [method, path]]) => `${id} ${method} ${path}`)
    expect(made.filter((call) => !known.includes(call))).toEqual([])
  })

  it('names no call that it never makes', () => {
    const text = sources.filter(({ name }) => name !== 'calls.ts').map((source) => source.text)
    expect(Object.keys(calls).filter((id) => !text.some((each) => each.includes(`'${id}'`)))).toEqual([])
  })

  it.each([
    ['fetch', /(?<![.\w])fetch\(/, ['ask.ts']],
    ['markup of its own making', /innerHTML|outerHTML|insertAdjacent|dangerouslySet|document\.write/, []],
    ['sockets and other ways out', /WebSocket|EventSource|XMLHttpRequest|sendBeacon|import\(/, []],
    ['evaluated text', /\beval\(|new Function/, []],
    ['addresses of other sites', /https?:\/\/(?!\$)/, []],
  ])('has %s only where it is allowed', (_, pattern, allowed: string[]) => {
    const places = sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)
    expect(places.filter((name) => !allowed.includes(name))).toEqual(
      // An example in an empty state names an address of this machine.
      pattern.test('http://127.0.0.1') ? ['views/receipts.tsx'] : [],
    )
  })
})

describe('the built page', () => {
  const { file, failure } = inject('cli')
  const built = join(dirname(file), 'inspector')

  it('is small: at most 40 KB of script and 8 KB of style, compressed', () => {
    expect(failure).toBeUndefined()
    const sizes = new Map(
      readdirSync(built).map((name) => [
        name.split('.').at(-1),
        gzipSync(readFileSync(join(built, name))).length,
      ]),
    )
    expect(sizes.get('js')).toBeLessThan(40 * 1024)
    expect(sizes.get('css')).toBeLessThan(8 * 1024)
  })

  it('holds no script and no style in its shell, and names files of this server alone', () => {
    const shell = readFileSync(join(built, 'index.html'), 'utf8')
    expect(shell).not.toMatch(/<style|style=|<script>|\son\w+=/)
    for (const [, address] of shell.matchAll(/(?:src|href)="([^"]*)"/g))
      expect(address).toMatch(/^\/_mock\/inspect\/assets\/inspector-[0-9a-f]{10}\.(js|css|svg)$/)
  })
})
