import * as z from 'zod'
import { ApiError } from '../../errors/api-error.ts'
import { assumed } from '../../evidence/evidence.ts'
import { defineRule } from '../../evidence/rule.ts'
import { isWebAddress } from '../../web-address.ts'

/** Y or N: whether receipts go this way. */
const flag = (description: string) => z.enum(['Y', 'N']).optional().meta({ description })

/** What both operations for callbacks take. */
export const webhookParameters = () => ({
  StatusCallbackUrl: z.string().optional().meta({ description: 'Where states of messages are pushed.' }),
  HttpFlag: flag('Y: receipts are pushed to the URLs.'),
  QueueFlag: flag('Y: receipts are put into the queues of the account.'),
})

/** An update of callbacks. */
export interface WebhookInput {
  readonly StatusCallbackUrl?: string | undefined
  readonly UpCallbackUrl?: string | undefined
  readonly HttpFlag?: 'Y' | 'N' | undefined
  readonly QueueFlag?: 'Y' | 'N' | undefined
}

export const callbackUrlsAreWebAddresses = defineRule(
  {
    id: 'webhook.urls-are-web-addresses',
    summary: 'A callback URL, when given, begins with http:// or https://.',
    evidence: assumed('no text says what a callback URL has to look like'),
  },
  (input: WebhookInput) => {
    for (const parameter of ['StatusCallbackUrl', 'UpCallbackUrl'] as const) {
      const url = input[parameter]
      if (url && !isWebAddress(url))
        throw new ApiError('Invalid{parameter}', {
          parameter,
          given: url,
          expected: 'an address that begins with http:// or https://',
        })
    }
  },
)
