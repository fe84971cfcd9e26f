import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/*.long.test.ts', '**/node_modules/**'],
    setupFiles: ['test/known-rules.setup.ts', 'test/timers.setup.ts'],
    globalSetup: ['test/cli/build-cli.ts'],
    // Every test is deterministic and waits for nothing; a slow one is a defect, not a reason to wait longer.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
