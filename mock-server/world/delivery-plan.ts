/** How messages fare: delays in milliseconds, from one step to the next, and probabilities from 0 to 1. */
export interface DeliveryPlan {
  readonly sent: readonly [least: number, most: number]
  readonly delivered: readonly [least: number, most: number]
  readonly read: readonly [least: number, most: number]
  readonly readProbability: number
  readonly failProbability: number
  readonly failCode: string
}

/** Every message is sent, delivered and read within seconds: what most tests want. */
export const defaultPlan: DeliveryPlan = {
  sent: [100, 400],
  delivered: [500, 2000],
  read: [2000, 20_000],
  readProbability: 1,
  failProbability: 0,
  failCode: '131026',
}
