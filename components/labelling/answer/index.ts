export { AnswerBar } from './answer-bar'
export { COMMENT_FIELD, NoteFields } from './note-fields'
export { SkipDialog } from './skip-dialog'
