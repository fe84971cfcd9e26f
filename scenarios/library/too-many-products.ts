import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'too-many-products',
  summary: 'Eleven sections, or 31 products, are refused.',
  effectOnLive: 'none',
  covers: ['ProductAction', 'Sections', 'ProductItems', 'InvalidSenderList'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: {
        SenderList: [
          {
            To: '{{person}}',
            ProductAction: { Sections: { $times: 11, $item: { Title: 'Section {{index}}' } } },
          },
        ],
      },
      expect: { error: 'InvalidSenderList', status: 400 },
    },
    {
      call: 'SendChatappMassMessage',
      with: {
        SenderList: [
          {
            To: '{{person}}',
            ProductAction: {
              Sections: [
                { Title: 'All', ProductItems: { $times: 31, $item: { ProductRetailerId: 'p{{index}}' } } },
              ],
            },
          },
        ],
      },
      expect: { error: 'InvalidSenderList', status: 400 },
    },
  ],
})
