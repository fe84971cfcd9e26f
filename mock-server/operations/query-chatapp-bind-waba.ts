import { queryChatappBindWaba } from '../../contracts/operations/query-chatapp-bind-waba.ts'
import { defineBehavior } from '../behavior.ts'
import { spaceOf, spaceRules } from './space-rules.ts'

/** The WABA of the space, approved as every one of a world. */
export const queryChatappBindWabaBehavior = defineBehavior(queryChatappBindWaba, {
  rules: [...spaceRules],
  handle(input, context) {
    const { wabaId = '', account } = spaceOf(input, context)
    return {
      Success: true,
      Data: {
        Id: wabaId,
        Name: 'Demo',
        Currency: 'USD',
        MessageTemplateNamespace: `demo_${wabaId}`,
        AccountReviewStatus: 'APPROVED',
        BusinessId: account.uid,
        BusinessName: 'Demo',
      },
    }
  },
})
