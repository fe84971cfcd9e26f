import { queryChatappBindWaba } from '../../contracts/operations/query-chatapp-bind-waba.ts'
import { defineBehavior } from '../call/behavior.ts'
import { toWabaState } from '../world/number-state.ts'
import { spaceOf, spaceRules } from './shared/space-rules.ts'

/** The WABA of the space, approved unless the world says otherwise. */
export const queryChatappBindWabaBehavior = defineBehavior(queryChatappBindWaba, {
  rules: [...spaceRules],
  handle(input, context) {
    const { wabaId = '', account } = spaceOf(input, context)
    const { name, currency, namespace, reviewStatus, businessId, businessName } = toWabaState(
      wabaId,
      account.uid,
      context.world.directory.wabas.get(wabaId),
    )
    return {
      Success: true,
      Data: {
        Id: wabaId,
        Name: name,
        Currency: currency,
        MessageTemplateNamespace: namespace,
        AccountReviewStatus: reviewStatus,
        BusinessId: businessId,
        BusinessName: businessName,
      },
    }
  },
})
