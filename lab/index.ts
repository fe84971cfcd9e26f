export { storm, StormError, type StormOptions } from './storm/storm.ts'
export type { Letter, Receipt, Schedule } from './storm/schedule.ts'
export type { Subject } from './consumer/items.ts'
