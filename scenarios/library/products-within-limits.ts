import { defineScenario } from '../parse-scenario.ts'

export default defineScenario({
  name: 'products-within-limits',
  summary: 'Ten sections with thirty products are accepted.',
  effectOnLive: 'never',
  covers: ['ProductAction', 'Sections', 'ProductItems', 'ThumbnailProductRetailerId'],
  story: [
    {
      call: 'SendChatappMassMessage',
      with: {
        TemplateCode: '1119000000000000006',
        SenderList: [
          {
            To: '{{person}}',
            ProductAction: {
              ThumbnailProductRetailerId: 'p1',
              Sections: {
                $times: 10,
                $item: {
                  Title: 'Section {{index}}',
                  ProductItems: { $times: 3, $item: { ProductRetailerId: 'p{{index}}' } },
                },
              },
            },
          },
        ],
      },
      expect: { Code: 'OK' },
    },
  ],
})
