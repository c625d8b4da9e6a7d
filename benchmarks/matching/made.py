def made_set(seed): raise NotImplementedError
