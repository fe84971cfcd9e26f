import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/*
 * The layer rules of the design as a test: who may import whom, where third parties and impure calls may stand, how long a file may be.
 */

const root = join(import.meta.dirname, '..')
const product = ['contracts', 'recording', 'sdk', 'mock-server', 'scenarios', 'lab', 'cli'] as const

interface Import {
  /** A path from the root for files of the project, else the package's name. */
  readonly target: string
  readonly typeOnly: boolean
}

interface Source {
  readonly path: string
  readonly lines: number
  /** Without comments and without the content of texts. */
  readonly code: string
  readonly imports: readonly Import[]
}

const sources = ['.', ...product, 'test', 'bench', 'scripts', 'examples']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap(filesOf)
  .map(readSource)
const ofProduct = sources.filter(
  ({ path }) => product.some((folder) => path.startsWith(`${folder}/`)) || path === 'index.ts',
)

function filesOf(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: folder !== '.' })
  return entries.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name).slice(root.length + 1)
    return entry.isFile() &&
      /\.tsx?$/.test(path) &&
      !path.endsWith('.d.ts') &&
      !path.includes('/generated/') &&
      !path.includes('node_modules')
      ? [path]
      : []
  })
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const bare = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')
  const imports = [
    ...bare.matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;=]*?from\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|(?<!typeof )import\('([^']+)'\)|typeof import\('([^']+)'\)/g,
    ),
  ]
  return {
    path,
    lines: text.split('\n').length - 1,
    code: bare
      .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''")
      .replaceAll(/\/(?:[^/\\\n]|\\.)+\/[dgimsuvy]*\.(?:test|exec)/g, ''),
    imports: imports.map(([, type, from, bareImport, dynamic, typeOf]) => {
      const specifier = from ?? bareImport ?? dynamic ?? typeOf ?? ''
      const target = specifier.startsWith('.')
        ? join(path, '..', specifier)
        : specifier.replace(/^(@[^/]+\/[^/]+|[^@/:]+)\/.*/, '$1')
      return { target, typeOnly: type !== undefined || typeOf !== undefined }
    }),
  }
}

/** `path → target` of imports that a rule forbids. */
const offences = (
  forbidden: (path: string, target: string, typeOnly: boolean) => boolean,
  among = ofProduct,
): string[] =>
  among.flatMap(({ path, imports }) =>
    imports
      .filter(({ target, typeOnly }) => forbidden(path, target, typeOnly))
      .map(({ target }) => `${path} → ${target}`),
  )

const inside = (path: string, ...folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
const isOfProject = (target: string): boolean =>
  inside(target, ...product, 'test', 'bench', 'scripts', 'index.ts')

it('reads the sources', () => {
  expect(ofProduct.length).toBeGreaterThan(80)
  expect(sources.find(({ path }) => path === 'mock-server/emulator/decide.ts')?.imports).toContainEqual({
    target: 'mock-server/gateway/authenticate.ts',
    typeOnly: false,
  })
  expect(sources.find(({ path }) => path === 'mock-server/adapters/msw.ts')?.imports).toContainEqual({
    target: 'msw',
    typeOnly: false,
  })
})

/** The rooms of the emulator. Each row imports from the rows above it and from itself only, types included. */
const floors: readonly (readonly string[])[] = [
  ['ports'],
  ['world', 'query'],
  ['world-file', 'call', 'faults', 'messages'],
  ['receipts'],
  ['schedule'],
  ['operations', 'gateway', 'queue'],
  ['emulator'],
  ['storage', 'control', 'inspector'],
  ['capsule'],
  ['adapters'],
  ['entry'],
]
const floorOf = (path: string): number =>
  floors.findIndex((rooms) => rooms.some((room) => inside(path, `mock-server/${room}`)))

describe('who may know whom', () => {
  it.each<[string, readonly string[]]>([
    ['contracts', ['contracts', 'package.json']],
    ['recording', ['contracts', 'recording', 'sdk/ports.ts']],
    ['sdk', ['contracts', 'recording', 'sdk', 'package.json']],
    ['mock-server', ['contracts', 'recording', 'mock-server', 'package.json']],
    ['scenarios', ['contracts', 'recording', 'sdk', 'scenarios']],
    ['lab', ['contracts', 'recording', 'sdk', 'lab', 'mock-server/entry']],
  ])('%s', (folder, known) => {
    expect(
      offences((path, target) => inside(path, folder) && isOfProject(target) && !inside(target, ...known)),
    ).toEqual([])
  })

  it('nothing imports tests and benchmarks', () => {
    expect(offences((_path, target) => inside(target, 'test', 'bench'))).toEqual([])
  })

  it('keeps every source file of the emulator in a room of the plan', () => {
    const strays = ofProduct.filter(({ path }) => inside(path, 'mock-server') && floorOf(path) < 0)
    expect(strays.map(({ path }) => path)).toEqual([])
  })

  it('keeps every import of the emulator in the direction of the plan, types included', () => {
    expect(
      offences((path, target) => {
        if (!inside(path, 'mock-server') || !inside(target, 'mock-server')) return false
        return floorOf(target) > floorOf(path)
      }),
    ).toEqual([])
  })

  it('has no circle of imports, types included', () => {
    expect(circles()).toEqual([])
  })

  it('adapters are imported by the composition roots only', () => {
    const roots = ['cli', 'index.ts', 'mock-server/entry', 'mock-server/adapters']
    expect(
      offences((path, target) => inside(target, 'mock-server/adapters') && !inside(path, ...roots)),
    ).toEqual([])
  })
})

/** Groups of files that import each other, directly or through others; Tarjan's algorithm. */
function circles(): string[][] {
  const imports = new Map(sources.map(({ path, imports: list }) => [path, list.map(({ target }) => target)]))
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (path: string): void => {
    index.set(path, index.size)
    low.set(path, index.get(path)!)
    stack.push(path)
    for (const target of imports.get(path) ?? []) {
      if (!imports.has(target)) continue
      if (!index.has(target)) visit(target)
      if (stack.includes(target)) low.set(path, Math.min(low.get(path)!, low.get(target)!))
    }
    if (low.get(path) !== index.get(path)) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1) found.push(group.toSorted())
  }
  for (const path of imports.keys()) if (!index.has(path)) visit(path)
  return found
}

describe('the inspector', () => {
  it('has no private door: its page imports itself, preact and the types of the control API', () => {
    const known = ['mock-server/inspector/page', 'preact']
    const strange = offences(
      (path, target, typeOnly) =>
        inside(path, 'mock-server/inspector/page') &&
        !inside(target, ...known) &&
        !(typeOnly && inside(target, 'zod', 'mock-server/control/shapes.ts')),
    )
    expect(strange).toEqual([])
  })
})

describe('third parties', () => {
  /** Where each package may be imported. */
  const confined: Readonly<Record<string, readonly string[]>> = {
    zod: ['contracts', 'recording', 'mock-server', 'scenarios', 'cli'],
    ajv: ['contracts/validate.ts'],
    'fast-xml-parser': ['contracts/wire'],
    'fastest-levenshtein': ['contracts/nearest.ts'],
    yaml: ['mock-server/world-file/yaml-file.ts', 'cli'],
    'node-forge': ['mock-server/ports/certificate.ts'],
    express: ['mock-server/adapters/express.ts', 'mock-server/control'],
    preact: ['mock-server/inspector/page'],
    msw: ['mock-server/adapters/msw.ts', 'cli/contract/targets.ts'],
    vitest: ['mock-server/entry/vitest.ts'],
    '@faker-js/faker': ['mock-server/ports', 'scenarios'],
    commander: ['cli'],
    'fast-check': ['cli'],
    consola: ['cli'],
    'csv-parse': ['cli'],
  }

  it('stand where they are confined to', () => {
    expect(
      offences(
        (path, target) =>
          !isOfProject(target) &&
          target !== 'package.json' &&
          !target.startsWith('node:') &&
          !inside(path, ...(confined[target] ?? [])),
      ),
    ).toEqual([])
  })

  it('of Node itself: contracts use crypto only', () => {
    expect(
      offences(
        (path, target) => inside(path, 'contracts') && target.startsWith('node:') && target !== 'node:crypto',
      ),
    ).toEqual([])
  })
})

describe('impure calls', () => {
  /** Each with the places it may stand beside the ports and the command line. */
  const impure: readonly [string, RegExp, readonly string[]][] = [
    ['Date.now', /\bDate\.now\b/, []],
    ['new Date()', /\bnew Date\(\s*\)/, []],
    ['Math.random', /\bMath\.random\b/, []],
    ['timers', /(?<![.\w])(setTimeout|setInterval|setImmediate)\(/, ['mock-server/inspector/page/stream.ts']],
    ['process.env', /\bprocess\.env\b/, ['sdk/credentials/default-credentials.ts']],
    ['the global fetch', /\bglobalThis\.fetch\b/, []],
    ['randomUUID', /\brandomUUID\(/, []],
  ]

  it.each(impure)('%s stand in ports, cli and the defaults of the SDK only', (_, expression, exceptions) => {
    const places = ofProduct.filter(
      ({ path, code }) =>
        expression.test(code) && !inside(path, 'mock-server/ports', 'cli', 'sdk/ports.ts', ...exceptions),
    )
    expect(places.map(({ path }) => path)).toEqual([])
  })
})

describe('state', () => {
  /** Values of modules that change, each with the reason why it may. Everything else is owned by an emulator, a world or a server. */
  const allowed: Readonly<Record<string, string>> = {
    'contracts/validate.ts compiler':
      'ajv, loaded once; compiling leaves nothing behind that an emulator could see',
    'contracts/validate.ts bySchema': 'a schema and its validator, kept as long as the schema',
    'contracts/input-form.ts forms':
      'what was generated of an operation, loaded once; the same for every emulator',
    'contracts/wire/envelope.ts writeXml': 'the XML writer, loaded once; it keeps nothing of what it writes',
    'recording/redaction/vocabulary.ts built': 'a table computed from constants',
    'recording/redaction/alphabets.ts rests': 'a table computed from constants',
    'mock-server/messages/template-faults.ts knownActionsChecks':
      'follows from a template that does not change, kept as long as it',
    'mock-server/messages/template-variables.ts known':
      'follows from a template that does not change, kept as long as it',
    'mock-server/messages/timeline.ts timelines':
      'follows from the batches of a world, kept as long as the world',
    'mock-server/faults/active-fault.ts matchers':
      'follows from a rule that does not change, kept as long as it',
    'mock-server/gateway/diagnosis/encoding-mistakes.ts known':
      'follows from the parameters of one call, kept as long as they',
    'mock-server/adapters/connections.ts watched': 'the sockets of a server, kept as long as the server',
    'mock-server/adapters/connections.ts answering': 'what a socket waits for, kept as long as the socket',
    'mock-server/adapters/deliver.ts stale': 'what a fault did to a socket, kept as long as the socket',
    'mock-server/adapters/deliver.ts troubled': 'the sockets of a server, kept as long as the server',
    'mock-server/adapters/deliver.ts stopping': 'servers that stop, kept as long as the server',
  }

  it('of modules does not change, with the exceptions that give a reason', () => {
    const changing = ofProduct
      .filter(({ path }) => !inside(path, 'mock-server/ports', 'cli'))
      .flatMap(({ path, code }) =>
        [
          ...code.matchAll(
            /^(?:export )?(?:let (\w+)|const (\w+)(?:: (?!Readonly|readonly )[^=\n]+)? = (?:new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\)$|\[\](?: as [^\n]*)?$|\{\}(?: as [^\n]*)?$))/gm,
          ),
        ].map(([, variable, constant]) => `${path} ${variable ?? constant}`),
      )
    expect(changing.filter((name) => !Object.hasOwn(allowed, name))).toEqual([])
    expect(Object.keys(allowed).filter((name) => !changing.includes(name))).toEqual([])
  })
})

describe('files', () => {
  it('have 300 lines at most', () => {
    expect(sources.filter(({ lines }) => lines > 600).map(({ path, lines }) => `${path}: ${lines}`)).toEqual(
      [],
    )
  })

  it('have no names that say nothing', () => {
    const empty = /(^|[/-])(utils?|helpers?|common|misc|managers?|services?)([-.]|\/|$)/
    expect(sources.map(({ path }) => path).filter((path) => empty.test(path))).toEqual([])
  })

  it('are kebab-case', () => {
    expect(sources.map(({ path }) => path).filter((path) => !/^[a-z0-9/.-]+$/.test(path))).toEqual([])
  })

  it('have no class without need: only errors are classes, and what every world has several of', () => {
    // A thousand idle worlds hold some twenty thousand of these; functions of their own would be most of their memory.
    const manyFold = ['LayeredMap', 'Agenda', 'Sequence', 'Standing', 'Pushes', 'QueuesByName']
    const classes = ofProduct.flatMap(({ path, code }) =>
      [...code.matchAll(/\bclass (\w+)(?: extends (\w+))?/g)].map(([, name = '', base = '']) => ({
        path,
        name,
        base,
      })),
    )
    expect(classes.filter(({ name, base }) => !base.endsWith('Error') && !manyFold.includes(name))).toEqual(
      [],
    )
  })
})
