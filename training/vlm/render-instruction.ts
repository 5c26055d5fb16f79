import { readFileSync } from 'node:fs'
import { renderInstruction } from '@/lib/domain/proposals'
import { defaultTaxonomy, flattenLabels } from '@/lib/domain/taxonomy'

// Prints the instruction for each prompt of a JSON list on stdin, so that Python never words it a second time.
const prompts: string[] = JSON.parse(readFileSync(0, 'utf8'))
const labels = flattenLabels(defaultTaxonomy).map(({ key, definition }) => ({ key, definition }))
process.stdout.write(JSON.stringify({ labels, instructions: prompts.map((text) => renderInstruction(text, labels)) }))
