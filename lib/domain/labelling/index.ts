export { Answer, CleanVerdict, EMPTY_ANSWER, Mark, Preference, ProposalDecision, Side } from './answer'
