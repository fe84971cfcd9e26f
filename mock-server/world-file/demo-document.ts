import { completeDemoWorld } from './generated/demo-document.ts'
import type { WorldDocument } from './world-document.ts'

/** The demo world with its defaults filled in. That was done when the project was generated: a start need not read the schemas of world files. */
export const demoDocument = (): WorldDocument => structuredClone(completeDemoWorld)
