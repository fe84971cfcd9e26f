import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, it } from 'vitest'
import { bodyWriter } from '../../../contracts/wire/envelope.ts'

it('an XML answer is well-formed whatever stands in it', async () => {
  const write = await bodyWriter('XML')
  const body = write('SendChatappMessageResponse', {
    RequestId: 'R',
    Code: 'OK',
    Message: 'a\u0001b\u001B\uFFFEc\uD800d<&>"\t\u{1F600}',
  })
  expect(XMLValidator.validate(body)).toBe(true)
  expect(
    (new XMLParser().parse(body) as { SendChatappMessageResponse: { Message: string } })
      .SendChatappMessageResponse.Message,
  ).toBe('a\uFFFDb\uFFFD\uFFFDc\uFFFDd<&>"\t\u{1F600}')
})

it('an XML answer is well-formed whatever its fields are called', async () => {
  const write = await bodyWriter('XML')
  const body = write('GetChatappTemplateDetailResponse', {
    RequestId: 'R',
    Code: 'OK',
    Message: 'OK',
    Data: [
      {
        Example: {
          1: 'a',
          'a<b>': 'b',
          'first name': 'c',
          姓名: 'd',
          '': 'e',
          '-x': 'f',
          '#text': 'g',
          name: 'h',
        },
      },
    ],
  })
  expect(XMLValidator.validate(body)).toBe(true)
  expect(
    (new XMLParser().parse(body) as { GetChatappTemplateDetailResponse: { Data: { Example: object } } })
      .GetChatappTemplateDetailResponse.Data.Example,
  ).toEqual({ _1: 'a', a_b_: 'b', first_name: 'c', 姓名: 'd', _: 'e', '_-x': 'f', _text: 'g', name: 'h' })
})
