import { deliveryErrors } from '../../contracts/errors/delivery-errors.ts'
import { failingRecipient, testRecipients } from '../../mock-server/messages/test-recipients.ts'
import { markdownTable } from './markdown.ts'

/** docs/reference/test-recipients.md: numbers whose messages always fare alike, and the delivery errors. */
export function testRecipientsPage(): string {
  const { prefix, digits, example } = failingRecipient
  const codes = [...deliveryErrors.values()]
  return `# Test recipients

Messages to these numbers fare alike every time, whatever the delivery plan of the world says, on every channel. They cannot belong to
anybody: 555 is no area code of the North American numbering plan, and no exchange there begins with 0 or 1.

A message whose template, variables or sender are at fault fails for that reason, to a test recipient too.

## With an outcome

${markdownTable(
  ['number', 'for example', 'what happens'],
  testRecipients.map((row) => [
    `\`${row.prefix}\` and any ${row.free} digits`,
    `\`${row.example}\``,
    row.summary,
  ]),
)}

Answers come two seconds after reading, open the 24-hour window and are reported as ChatAppInbound.

## That fail with a code

\`${prefix}\` and the code in ${digits} digits: \`${example}\` fails with 131026, after it was sent.

${markdownTable(
  ['number', 'code', 'title', 'category', 'worth sending again', 'evidence'],
  codes.map(({ code, title, category, retryable, evidence }) => [
    /^\d+$/.test(code) ? `\`${prefix}${code.padStart(digits, '0')}\`` : 'a Ttl that runs out',
    code,
    title,
    category,
    retryable,
    evidence.class,
  ]),
)}

ErrorDescription is \`<code>:<title>(<details>)\`. One sample of it is documented, that of 131026; for the others the form is inferred, and the details are this project's words.
`
}
