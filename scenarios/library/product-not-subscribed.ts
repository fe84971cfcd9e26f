import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'product-not-subscribed',
  summary: 'An account that has not opened the product is refused.',
  effectOnLive: 'never',
  covers: ['Product.Unsubscript'],
  story: [
    {
      call: 'SendChatappMassMessage',
      as: { key: 'unsubscribed' },
      expect: {
        error: 'Product.Unsubscript',
        status: 400,
        Message: 'You have not subscribed to the specified product.',
      },
    },
  ],
})
