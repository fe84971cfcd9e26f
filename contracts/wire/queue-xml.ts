/** Fields of an element in the order they are written; a list becomes one element for each entry. */
export type Element = Readonly<Record<string, unknown>>

const namespace = 'http://mns.aliyuncs.com/doc/v1/'

/** An answer of the queue service as XML. */
export async function renderQueueXml(root: string, content: Element): Promise<string> {
  const { XMLBuilder } = await import('fast-xml-parser')
  return `<?xml version="1.0" encoding="UTF-8" ?>${new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' }).build({ [root]: { '@xmlns': namespace, ...content } })}`
}

/** The receipt handles a batch deletion names; undefined if the body is no such list. */
export async function parseReceiptHandles(body: string): Promise<string[] | undefined> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser')
  const parser = new XMLParser({
    parseTagValue: false,
    processEntities: false,
    isArray: (name) => name === 'ReceiptHandle',
  })
  try {
    if (XMLValidator.validate(body) !== true) return undefined
    const parsed = parser.parse(body) as { ReceiptHandles?: { ReceiptHandle?: unknown[] } }
    const handles = parsed.ReceiptHandles?.ReceiptHandle
    return handles?.every((each) => typeof each === 'string') === true ? (handles as string[]) : undefined
  } catch {
    // The parser throws for reserved names, for entities it does not allow and for elements nested too deep.
    return undefined
  }
}
