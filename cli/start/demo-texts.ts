import type { WorldDocumentInput } from '../../mock-server/world-file/world-document.ts'

export const names: readonly string[] = [
  'Ann',
  'Bram',
  'Chiara',
  'Dmitri',
  'Esra',
  'Fatou',
  'Guo Wei',
  'Hana',
  'Ibrahim',
  'José',
  'Kofi',
  'Linh',
  'Maximiliane-Charlotte',
  'Nuno',
  'Olga',
  'Priya',
]

/** Templates the sample week needs beside those of the demo world. */
export const demoTemplates: WorldDocumentInput = {
  extends: 'nothing',
  accounts: [
    {
      uid: '1000000000000001',
      spaces: [
        {
          id: 'cams-demo0001',
          templates: [
            {
              code: 'demo-spring',
              name: 'spring_sale',
              language: 'en',
              category: 'MARKETING',
              components: [
                { Type: 'HEADER', Format: 'IMAGE', Url: 'https://cdn.example.com/spring/banner-2026.jpg' },
                {
                  Type: 'BODY',
                  Text: 'Hi $(name), *spring is here!* 🌷\n\nTwenty percent off _everything_ until Sunday. ~89.00~ *71.20* with code SPRING20.',
                },
                { Type: 'FOOTER', Text: 'Reply STOP to opt out.' },
                {
                  Type: 'BUTTONS',
                  Buttons: [
                    { Type: 'URL', Text: 'Shop now', Url: 'https://shop.example.com/spring' },
                    { Type: 'QUICK_REPLY', Text: 'Remind me' },
                    { Type: 'QUICK_REPLY', Text: 'Not interested', IsOptOut: true },
                  ],
                },
              ],
            },
            {
              code: 'demo-arabic',
              name: 'greeting_ar',
              language: 'ar',
              category: 'MARKETING',
              components: [
                {
                  Type: 'BODY',
                  Text: 'مرحباً $(name)! 🌙 نتمنى لك شهراً مباركاً. خصم خاص بانتظارك حتى نهاية الأسبوع.',
                },
                { Type: 'FOOTER', Text: 'أرسل STOP لإلغاء الاشتراك' },
              ],
            },
            {
              code: 'demo-long',
              name: 'terms_update',
              language: 'en',
              category: 'UTILITY',
              components: [
                { Type: 'HEADER', Format: 'TEXT', Text: 'Changes to our terms of service' },
                {
                  Type: 'BODY',
                  Text: 'Dear $(name), on 1 March our terms of service change. We explain more clearly which data we keep and for how long, how a subscription ends, and what happens to vouchers that were not used. Prices stay as they are. You need not do anything; when you do not agree, you may cancel until 28 February without a fee. The full text is at https://shop.example.com/terms, and our people answer questions on working days from nine to five.',
                },
                {
                  Type: 'BUTTONS',
                  Buttons: [{ Type: 'PHONE_NUMBER', Text: 'Call us', PhoneNumber: '+864000000000' }],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
}
