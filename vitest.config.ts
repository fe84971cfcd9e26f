import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/*.long.test.ts', '**/node_modules/**'],
    setupFiles: ['test/watched-emulators.setup.ts', 'test/timers.setup.ts'],
    globalSetup: ['test/cli/build-cli.ts'],
    // Test files share one process for each core: what they import is read and compiled once, not two hundred times.
    isolate: false,
    // Every test is deterministic and waits for nothing; a slow one is a defect, not a reason to wait longer.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
