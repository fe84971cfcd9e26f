import { afterEach } from 'vitest'
import { judgeExchanges } from './watched-emulators.ts'

afterEach(judgeExchanges)
