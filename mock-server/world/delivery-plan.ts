import * as z from 'zod'
import { deliveryErrors } from '../../contracts/delivery-errors.ts'
import { span } from '../faults/parameters.ts'

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

/** The same as a world file and the control API say it; what is left out is as in the default plan. */
export const deliveryPlan = z
  .strictObject({
    sent: span.default([...defaultPlan.sent]).meta({ description: 'From acceptance to Sent, least and most.' }),
    delivered: span.default([...defaultPlan.delivered]).meta({ description: 'From Sent to Delivered, or to Failed.' }),
    read: span.default([...defaultPlan.read]).meta({ description: 'From Delivered to Read.' }),
    readProbability: z.number().min(0).max(1).default(defaultPlan.readProbability),
    failProbability: z.number().min(0).max(1).default(defaultPlan.failProbability),
    failCode: z
      .string()
      .refine((code) => deliveryErrors.has(code), 'one of the delivery error codes, such as 131026')
      .default(defaultPlan.failCode)
      .meta({ description: 'Delivery error code of those that fail.' }),
  })
  .meta({ description: 'How messages fare, drawn by the seed: delays such as 90s or milliseconds, probabilities from 0 to 1.' })
