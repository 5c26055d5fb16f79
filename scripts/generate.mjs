import { prepare } from './tooling/prepare.mjs'

prepare()
