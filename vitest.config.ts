import { defineConfig } from 'vitest/config'

const long = 'test/**/*.long.test.ts'
const ofTools = ['test/cli/**', 'test/scripts/**', 'test/scenarios/**', 'test/consumers/**', 'test/*.test.ts']
const ofSockets = [
  'test/mock-server/{adapters,control,entry,faults,inspector,ports,queue}/**',
  'test/sdk/{https,package}*',
]
const ofManyCalls = [
  'test/mock-server/inspector/**',
  'test/mock-server/world/parallel-story*',
  'test/mock-server/{messages,receipts,capsule,operations}/**',
  'test/lab/**',
  'test/recording/**',
  'test/sdk/{vendor-equality,mass-send/**}*',
  'test/mock-server/emulator/**',
  'test/mock-server/gateway/diagnose-*',
  'test/contracts/signature/**',
]

/** `--mode long` runs what takes minutes, `--mode quick` what takes seconds; without a mode all but the long runs. */
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === 'long' ? [long] : ['test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      ...(mode === 'long' ? [] : [long]),
      ...(mode === 'quick' ? [...ofTools, ...ofSockets, ...ofManyCalls] : []),
    ],
    // Long runs kill processes at real moments; everything else waits for no real time.
    setupFiles: ['test/watched-emulators.setup.ts', ...(mode === 'long' ? [] : ['test/timers.setup.ts'])],
    globalSetup: mode === 'quick' ? [] : ['test/cli/build-cli.ts'],
    // Test files share one process for each core: what they import is read and compiled once, not two hundred times.
    isolate: false,
    // Every test is deterministic and waits for nothing; the limit is for machines that many processes share.
    testTimeout: mode === 'long' ? 600_000 : 120_000,
    hookTimeout: 60_000,
  },
}))
