internal import Markup
internal import PolicyEngine
