import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { catalogNames } from '../../contracts/catalog/index.ts'
import { openApiDocument } from '../../contracts/openapi.ts'

interface Operation {
  readonly operationId: string
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: { readonly required?: readonly string[] } }>>
  }
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

it('is a valid OpenAPI 3.1 document', async () => {
  expect(await new Validator().validate(await openApiDocument())).toEqual({ valid: true })
})

it('describes every operation under a path of its own, with ids that are unique', async () => {
  const paths = (await openApiDocument())['paths'] as Paths
  expect(Object.keys(paths).toSorted()).toEqual(catalogNames.map((name) => `/#Action=${name}`).toSorted())
  const ids = Object.values(paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  )
  expect(new Set(ids).size).toBe(ids.length)
})

it('shows the curated mass send, not the catalogued one', async () => {
  const paths = (await openApiDocument())['paths'] as Paths
  const { schema } =
    paths['/#Action=SendChatappMassMessage']?.['post']?.requestBody?.content[
      'application/x-www-form-urlencoded'
    ] ?? {}
  expect(schema?.required).toEqual(['ChannelType', 'Language', 'From', 'SenderList'])
})
