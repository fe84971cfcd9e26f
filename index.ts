export { createMock, type Mock, type MockOptions } from './mock-server/entry/create-mock.ts'
export type { Emulator } from './mock-server/emulator/emulator.ts'
export type { Exchange } from './contracts/exchange.ts'
export type { HttpReply, HttpRequest } from './contracts/http.ts'
export { ApiError } from './contracts/errors/api-error.ts'
export { UsageError } from './contracts/usage-error.ts'
export { assumptions, defaultAssumptions, type Assumptions } from './contracts/evidence/assumptions.ts'
export {
  startMockServer,
  type MockServer,
  type ServerOptions,
} from './mock-server/entry/start-mock-server.ts'
export { fetchOf } from './mock-server/adapters/fetch.ts'
export { connect, ControlError, type Connection } from './mock-server/entry/connect.ts'
export { WaitError } from './mock-server/entry/wait-error.ts'
export type { Waited } from './mock-server/entry/waited.ts'
export type {
  AuditView,
  FaultsHandle,
  FaultView,
  ClockView,
  WorldHandle,
  WorldKey,
  WorldOptions,
} from './mock-server/entry/world-handle.ts'
export type { FaultRuleInput } from './mock-server/faults/rule.ts'
export type { Message } from './mock-server/world/message.ts'
export { createVirtualClock, systemClock, type Clock, type VirtualClock } from './mock-server/ports/clock.ts'
