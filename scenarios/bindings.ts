/** Values every story can use by name. What the demo world has; a live run brings its own. */
export const defaultBindings: ReadonlyMap<string, string> = new Map([
  ['from', '8613900000001'],
  ['otherFrom', '8613900000002'],
  ['viber', '90010001'],
  ['viberTemplate', '1119000000000000011'],
  ['messenger', '100200300400500'],
  ['instagram', '17841400000000001'],
  ['space', 'cams-demo0001'],
  ['otherSpace', 'cams-demo0002'],
  ['foreignFrom', '8613900000009'],
  ['template', '1119000000000000001'],
  ['templateName', 'order_notice'],
  ['language', 'en'],
  ['person', '8613800000001'],
  ['secondPerson', '8613800000002'],
  // The next ones have a value in one place only: the number of a repeated item, its recipient, and what tells one run from another.
  ['index', '0'],
  ['number', '8613800000001'],
  ['run', 'run'],
])

/** Names a live run has to bring values for when a story uses them. */
export const ownNames: readonly string[] = [
  'from',
  'space',
  'template',
  'templateName',
  'language',
  'person',
  'secondPerson',
  'otherFrom',
  'viber',
  'viberTemplate',
  'messenger',
  'instagram',
]

/** Usual parameters of operations: a call that is accepted. Other operations start from the example of their contract. */
export const usualInputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  SendChatappMassMessage: {
    ChannelType: 'whatsapp',
    TemplateCode: '{{template}}',
    Language: '{{language}}',
    From: '{{from}}',
    CustSpaceId: '{{space}}',
    SenderList: [{ To: '{{person}}', TemplateParams: { name: 'Ann', order: 'A-1001' } }],
  },
  SendChatappMessage: {
    ChannelType: 'whatsapp',
    Type: 'template',
    TemplateCode: '{{template}}',
    Language: '{{language}}',
    From: '{{from}}',
    CustSpaceId: '{{space}}',
    To: '{{person}}',
    TemplateParams: { name: 'Ann', order: 'A-1001' },
  },
}
