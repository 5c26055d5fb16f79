import { expect, test } from 'vitest'
import { PersonExportState, personExportMachine } from './states'

test('[ST9] the file of a person’s data is being built, then ready or failed for good', () => {
  expect(personExportMachine).toMatchObject({ model: 'PersonExport', noun: 'file of a person’s data' })
  expect(personExportMachine.starts).toEqual(['building'])
  expect(PersonExportState.options.map((state) => personExportMachine.moves[state])).toEqual([
    ['ready', 'failed'],
    [],
    [],
  ])
})
