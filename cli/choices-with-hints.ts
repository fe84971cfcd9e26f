import { InvalidArgumentError, type Command } from 'commander'
import { didYouMean } from '../contracts/nearest.ts'

/** Options that take one of a few values name the nearest of them when they are given another. */
export function hintAtChoices({ options }: Command): void {
  for (const option of options) {
    const choices = option.argChoices
    if (choices === undefined) continue
    option.argParser((value) => {
      if (choices.includes(value)) return value
      throw new InvalidArgumentError(`Expected one of ${choices.join(', ')}.${didYouMean(value, choices)}`)
    })
  }
}
