import { UsageError } from '../../contracts/usage-error.ts'
import type { FileRecord } from './records.ts'
import { readPhoneNumber } from './phone-number.ts'

/** Names of columns, in small letters and without blanks and signs, that say who gets the message. */
const usualNames = new Set(
  `to phone phones number phonenumber phoneno mobile mobilephone mobilenumber cell cellphone recipient msisdn tel
  telephone telephonenumber whatsapp whatsappnumber viber telefon telefonnummer handy handynummer mobil telefono celular movil
  telefone téléphone teléfono móvil portable numero número telephon telp nohp hp 手机 手机号 手机号码 电话 电话号码 号码 收件人`.split(
    /\s+/,
  ),
)

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_.-]/g, '')

/** The column of the recipients where the command does not name it. Throws `UsageError` when it is not certain. */
export function recipientColumn({ names, cells, line, headless }: FileRecord, file: string): number {
  if (names.length === 1) return 0
  if (headless) {
    const numbers = cells.flatMap((cell, column) => ('digits' in readPhoneNumber(cell) ? [column] : []))
    if (numbers.length === 1 && numbers[0] === 0) return 0
    throw unclear('Which column holds the recipients is not certain', names, file, line)
  }
  const exact = names.findIndex((name) => name.toLowerCase() === 'to')
  if (exact !== -1) return exact
  const usual = names.flatMap((name, column) => (usualNames.has(plain(name)) ? [column] : []))
  if (usual.length === 1) return usual[0] as number
  throw unclear(
    usual.length === 0
      ? 'No column has a name such as to or phone'
      : `The recipients may stand in ${usual.map((column) => names[column]).join(' or ')}`,
    names,
    file,
    line,
  )
}

const unclear = (what: string, names: readonly string[], file: string, line: number): UsageError =>
  new UsageError(`${file}:${line}: ${what}. Name the column with --to. Columns: ${columnsInWords(names)}.`)

/** The columns with their places, as options name them. */
export const columnsInWords = (names: readonly string[]): string =>
  names.map((name, index) => `${index + 1} ${name}`).join(', ')
