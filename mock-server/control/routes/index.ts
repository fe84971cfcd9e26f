import type { Route } from '../route.ts'
import { auditRoutes } from './audit.ts'
import { conversationRoutes } from './conversations.ts'
import { eventRoutes } from './events.ts'
import { exchangeRoutes } from './exchanges.ts'
import { faultRoutes } from './faults.ts'
import { inboundRoutes } from './inbound.ts'
import { messageRoutes } from './messages.ts'
import { numberRoutes } from './numbers.ts'
import { receiptRoutes } from './receipts.ts'
import { recordRoutes } from './records.ts'
import { controlDocumentRoute, serverRoutes } from './server.ts'
import { templateRoutes } from './templates.ts'
import { timeRoutes } from './time.ts'
import { worldRoutes } from './worlds.ts'

/** Every operation of the control API. */
export const routes: readonly Route[] = [
  ...serverRoutes,
  controlDocumentRoute(() => routes),
  ...worldRoutes,
  ...timeRoutes,
  ...recordRoutes,
  ...messageRoutes,
  ...conversationRoutes,
  ...receiptRoutes,
  ...inboundRoutes,
  ...numberRoutes,
  ...templateRoutes,
  ...faultRoutes,
  ...auditRoutes,
  ...exchangeRoutes,
  ...eventRoutes,
]

/** The route of an id. Throws `RangeError` if there is none. */
export function routeOf(id: string): Route {
  const route = routes.find((each) => each.id === id)
  if (route === undefined) throw new RangeError(`The control API has no operation ${id}`)
  return route
}
